CREATE TABLE "saved_queries" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "saved_queries_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "saved_queries_name_once" ON "saved_queries" USING btree ("region_code","user_id","name") WHERE superseded_at is null;