-- 职级职数: the ratios, and the numbers of single units by document.
CREATE TABLE "rank_approvals" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"from_level" text NOT NULL,
	"to_level" text NOT NULL,
	"count" integer NOT NULL,
	"document_id" uuid NOT NULL,
	"note" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "rank_approvals_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "rank_approvals_period" CHECK (effective_to > effective_from),
	CONSTRAINT "rank_approvals_count" CHECK (count >= 0 and from_level <= to_level)
);
--> statement-breakpoint
CREATE TABLE "rank_ratios" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"from_level" text NOT NULL,
	"to_level" text NOT NULL,
	"percent" numeric(5, 2) NOT NULL,
	"establishment_kinds" text[] NOT NULL,
	"outer_from" text,
	"outer_to" text,
	"rounding" text NOT NULL,
	"leaders_count" boolean NOT NULL,
	"document_id" uuid NOT NULL,
	"note" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "rank_ratios_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "rank_ratios_period" CHECK (effective_to > effective_from),
	CONSTRAINT "rank_ratios_share" CHECK (percent > 0 and percent <= 100 and from_level <= to_level),
	CONSTRAINT "rank_ratios_base" CHECK ((outer_from is null) = (outer_to is null) and (outer_from is null) = (cardinality(establishment_kinds) > 0))
);
--> statement-breakpoint
ALTER TABLE "rank_approvals" ADD CONSTRAINT "rank_approvals_of_organization" FOREIGN KEY ("region_code","organization_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rank_approvals" ADD CONSTRAINT "rank_approvals_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rank_ratios" ADD CONSTRAINT "rank_ratios_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- One share of a group, and one number of a unit and group, at a time: two requests can both pass a check in code.
ALTER TABLE "rank_ratios" ADD CONSTRAINT "rank_ratios_one_at_a_time" EXCLUDE USING gist (
  region_code WITH =, from_level WITH =, to_level WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint
ALTER TABLE "rank_approvals" ADD CONSTRAINT "rank_approvals_one_at_a_time" EXCLUDE USING gist (
  region_code WITH =, organization_id WITH =, from_level WITH =, to_level WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);
