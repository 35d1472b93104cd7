CREATE TABLE "audit_pending" (
	"region_code" char(6) NOT NULL,
	"entry_id" bigint NOT NULL,
	CONSTRAINT "audit_pending_region_code_entry_id_pk" PRIMARY KEY("region_code","entry_id")
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"region_code" char(6) NOT NULL,
	"position" bigint NOT NULL,
	"entry_id" bigint NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_seals_region_code_position_pk" PRIMARY KEY("region_code","position"),
	CONSTRAINT "audit_seals_once" UNIQUE("region_code","entry_id")
);
--> statement-breakpoint
ALTER TABLE "audit_seals" ADD CONSTRAINT "audit_seals_entry" FOREIGN KEY ("region_code","entry_id") REFERENCES "public"."audit_entries"("region_code","id") ON DELETE no action ON UPDATE no action;