CREATE TABLE "approval_document_file_parts" (
	"region_code" char(6) NOT NULL,
	"file_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "approval_document_file_parts_region_code_file_id_place_pk" PRIMARY KEY("region_code","file_id","place")
);
--> statement-breakpoint
CREATE TABLE "approval_document_files" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"name" text NOT NULL,
	"file_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "approval_document_files_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
ALTER TABLE "approval_document_file_parts" ADD CONSTRAINT "approval_document_file_parts_file" FOREIGN KEY ("region_code","file_id") REFERENCES "public"."approval_document_files"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_document_files" ADD CONSTRAINT "approval_document_files_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "approval_document_files_once" ON "approval_document_files" USING btree ("region_code","document_id","sha256") WHERE superseded_at is null;