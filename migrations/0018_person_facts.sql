CREATE TABLE "user_choices" (
	"region_code" char(6) NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"value" text NOT NULL,
	"chosen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_choices_region_code_user_id_name_pk" PRIMARY KEY("region_code","user_id","name")
);
--> statement-breakpoint
CREATE TABLE "person_contacts" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"aspect" text NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"content_hash" text NOT NULL,
	"masked" text NOT NULL,
	"bank" text,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "person_contacts_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "person_fact_acts" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"fact_kind" text NOT NULL,
	"act" text NOT NULL,
	"fact_id" uuid,
	"replaced_id" uuid,
	"reason" text NOT NULL,
	"document_id" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "person_fact_acts_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "person_fundings" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "person_fundings_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "person_photo_parts" (
	"region_code" char(6) NOT NULL,
	"photo_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "person_photo_parts_region_code_photo_id_place_pk" PRIMARY KEY("region_code","photo_id","place")
);
--> statement-breakpoint
CREATE TABLE "person_photos" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"file_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "person_photos_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "person_titles" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"series" text NOT NULL,
	"level" text NOT NULL,
	"name" text NOT NULL,
	"obtained_on" date NOT NULL,
	"certificate_number" text,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "person_titles_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
ALTER TABLE "person_applications" ALTER COLUMN "document_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "key_fingerprint" text;--> statement-breakpoint
ALTER TABLE "person_applications" ADD COLUMN "fact_kind" text;--> statement-breakpoint
ALTER TABLE "person_applications" ADD COLUMN "fact_act" text;--> statement-breakpoint
ALTER TABLE "person_applications" ADD COLUMN "fact_id" uuid;--> statement-breakpoint
ALTER TABLE "person_applications" ADD COLUMN "fact_ciphertext" "bytea";--> statement-breakpoint
ALTER TABLE "person_particulars" ADD COLUMN "birth_place" text;--> statement-breakpoint
ALTER TABLE "person_particulars" ADD COLUMN "joined_party_on" date;--> statement-breakpoint
ALTER TABLE "user_choices" ADD CONSTRAINT "user_choices_of_user" FOREIGN KEY ("region_code","user_id") REFERENCES "public"."users"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_contacts" ADD CONSTRAINT "person_contacts_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_fact_acts" ADD CONSTRAINT "person_fact_acts_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_fact_acts" ADD CONSTRAINT "person_fact_acts_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_fundings" ADD CONSTRAINT "person_fundings_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_photo_parts" ADD CONSTRAINT "person_photo_parts_photo" FOREIGN KEY ("region_code","photo_id") REFERENCES "public"."person_photos"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_photos" ADD CONSTRAINT "person_photos_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_titles" ADD CONSTRAINT "person_titles_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_contacts_by_person" ON "person_contacts" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "person_contacts_by_content" ON "person_contacts" USING btree ("region_code","aspect","content_hash");--> statement-breakpoint
CREATE INDEX "person_fact_acts_by_person" ON "person_fact_acts" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "person_fundings_by_person" ON "person_fundings" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_photos_one_at_a_time" ON "person_photos" USING btree ("region_code","person_id") WHERE superseded_at is null;--> statement-breakpoint
CREATE INDEX "person_titles_by_person" ON "person_titles" USING btree ("region_code","person_id");--> statement-breakpoint
ALTER TABLE person_fundings ADD CONSTRAINT person_fundings_period CHECK (effective_to > effective_from);--> statement-breakpoint
ALTER TABLE person_fundings ADD CONSTRAINT person_fundings_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, person_id WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint
ALTER TABLE person_contacts ADD CONSTRAINT person_contacts_period CHECK (effective_to > effective_from);--> statement-breakpoint
ALTER TABLE person_contacts ADD CONSTRAINT person_contacts_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, person_id WITH =, aspect WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint
-- A search begins at the front of the name, of its pinyin, of its initials, or of the given name: Chinese surnames have
-- one letter or two. The last is for names that carry a dot. Prefixes need no extension, as trigrams would.
CREATE INDEX person_particulars_by_name ON person_particulars (region_code, name text_pattern_ops) WHERE superseded_at IS NULL;--> statement-breakpoint
CREATE INDEX person_particulars_by_given_name ON person_particulars (region_code, substr(name, 2) text_pattern_ops) WHERE superseded_at IS NULL;--> statement-breakpoint
CREATE INDEX person_particulars_by_given_name_of_two ON person_particulars (region_code, substr(name, 3) text_pattern_ops) WHERE superseded_at IS NULL;--> statement-breakpoint
CREATE INDEX person_particulars_by_part_of_name ON person_particulars (region_code, split_part(name, '·', 2) text_pattern_ops)
  WHERE superseded_at IS NULL AND name LIKE '%·%';--> statement-breakpoint
CREATE INDEX person_particulars_by_pinyin ON person_particulars (region_code, pinyin text_pattern_ops) WHERE superseded_at IS NULL;--> statement-breakpoint
CREATE INDEX person_particulars_by_initials ON person_particulars (region_code, initials text_pattern_ops) WHERE superseded_at IS NULL;
