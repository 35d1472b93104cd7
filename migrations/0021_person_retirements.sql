CREATE TABLE "person_retirements" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"choice" text NOT NULL,
	"retires_on" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "person_retirements_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
ALTER TABLE "person_retirements" ADD CONSTRAINT "person_retirements_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "person_retirements_one_at_a_time" ON "person_retirements" USING btree ("region_code","person_id") WHERE superseded_at is null;