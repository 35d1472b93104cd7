CREATE TABLE "vacancy_request_uses" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"movement_id" uuid NOT NULL,
	"used_on" date NOT NULL,
	"reverses_id" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "vacancy_request_uses_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
ALTER TABLE "vacancy_request_uses" ADD CONSTRAINT "vacancy_request_uses_request" FOREIGN KEY ("region_code","request_id") REFERENCES "public"."vacancy_requests"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "vacancy_request_uses_by_request" ON "vacancy_request_uses" USING btree ("region_code","request_id");--> statement-breakpoint
-- A use is taken back once, and a movement uses one place.
CREATE UNIQUE INDEX vacancy_request_uses_reversed_once ON vacancy_request_uses (region_code, reverses_id) WHERE reverses_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX vacancy_request_uses_one_a_movement ON vacancy_request_uses (region_code, movement_id) WHERE reverses_id IS NULL;
