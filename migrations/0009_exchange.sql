CREATE TABLE "exchange_jobs" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"subject" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"content" "bytea",
	"preview" "bytea",
	"digest" text,
	"opening_id" uuid,
	"state" text NOT NULL,
	"done" integer NOT NULL,
	"total" integer NOT NULL,
	"counts" jsonb NOT NULL,
	"words" text NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "exchange_jobs_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "registry_opening_steps" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"opening_id" uuid NOT NULL,
	"step" text NOT NULL,
	"subject" text,
	"count" integer NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "registry_opening_steps_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "registry_openings" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"opens_on" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "registry_openings_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
ALTER TABLE "registry_opening_steps" ADD CONSTRAINT "registry_opening_steps_opening" FOREIGN KEY ("region_code","opening_id") REFERENCES "public"."registry_openings"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exchange_jobs_by_moment" ON "exchange_jobs" USING btree ("region_code","recorded_at");--> statement-breakpoint
CREATE INDEX "registry_opening_steps_by_opening" ON "registry_opening_steps" USING btree ("region_code","opening_id");--> statement-breakpoint
CREATE UNIQUE INDEX "registry_opening_steps_end_once" ON "registry_opening_steps" USING btree ("region_code","opening_id") WHERE step <> 'load';--> statement-breakpoint
CREATE UNIQUE INDEX "registry_opening_steps_live_once" ON "registry_opening_steps" USING btree ("region_code") WHERE step = 'close';