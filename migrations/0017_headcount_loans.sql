CREATE TABLE "headcount_loans" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"loan_id" uuid NOT NULL,
	"lender_id" uuid NOT NULL,
	"borrower_id" uuid NOT NULL,
	"establishment_kind" text NOT NULL,
	"count" integer NOT NULL,
	"document_id" uuid NOT NULL,
	"note" text NOT NULL,
	"return_row_ids" uuid[] NOT NULL,
	"lending_row_ids" uuid[] NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "headcount_loans_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "headcount_loans_period" CHECK (effective_to > effective_from and count > 0)
);
--> statement-breakpoint
ALTER TABLE "headcount_loans" ADD CONSTRAINT "headcount_loans_lender" FOREIGN KEY ("region_code","lender_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "headcount_loans" ADD CONSTRAINT "headcount_loans_borrower" FOREIGN KEY ("region_code","borrower_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "headcount_loans" ADD CONSTRAINT "headcount_loans_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "headcount_loans_once" ON "headcount_loans" USING btree ("region_code","loan_id") WHERE superseded_at is null;