CREATE TABLE "person_application_decisions" (
	"region_code" char(6) NOT NULL,
	"application_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"words" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "person_application_decisions_region_code_application_id_pk" PRIMARY KEY("region_code","application_id")
);
--> statement-breakpoint
CREATE TABLE "person_applications" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"person_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"name" text,
	"identity_ciphertext" "bytea",
	"identity_masked" text,
	"began_work_on" date,
	"changed_on" date,
	"reason" text NOT NULL,
	"document_id" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "person_applications_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
ALTER TABLE "person_application_decisions" ADD CONSTRAINT "person_application_decisions_application" FOREIGN KEY ("region_code","application_id") REFERENCES "public"."person_applications"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_applications" ADD CONSTRAINT "person_applications_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_applications" ADD CONSTRAINT "person_applications_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_applications_by_person" ON "person_applications" USING btree ("region_code","person_id");