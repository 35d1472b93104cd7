CREATE TABLE "reform_effects" (
	"region_code" char(6) NOT NULL,
	"reform_id" uuid NOT NULL,
	"effective_on" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "reform_effects_region_code_reform_id_pk" PRIMARY KEY("region_code","reform_id")
);
--> statement-breakpoint
CREATE TABLE "reform_signatures" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"reform_id" uuid NOT NULL,
	"step" text NOT NULL,
	"decision" text NOT NULL,
	"words" text NOT NULL,
	"signed_by_name" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "reform_signatures_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "reforms" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"effective_on" date NOT NULL,
	"plan" jsonb NOT NULL,
	"summary" text NOT NULL,
	"document_id" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "reforms_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "reforms_number_once" UNIQUE("region_code","number")
);
--> statement-breakpoint
ALTER TABLE "reform_effects" ADD CONSTRAINT "reform_effects_reform" FOREIGN KEY ("region_code","reform_id") REFERENCES "public"."reforms"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reform_signatures" ADD CONSTRAINT "reform_signatures_reform" FOREIGN KEY ("region_code","reform_id") REFERENCES "public"."reforms"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reforms" ADD CONSTRAINT "reforms_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "reform_signatures_nobody_twice" ON "reform_signatures" USING btree ("region_code","reform_id","recorded_by") WHERE decision <> 'withdraw';--> statement-breakpoint
CREATE UNIQUE INDEX "reform_signatures_step_once" ON "reform_signatures" USING btree ("region_code","reform_id","step") WHERE decision <> 'withdraw';--> statement-breakpoint
CREATE UNIQUE INDEX "reform_signatures_end_once" ON "reform_signatures" USING btree ("region_code","reform_id") WHERE decision <> 'agree';