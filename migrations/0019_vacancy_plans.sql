-- 用编计划, 超编进人特批, 控制方式 with its note, requests beyond the plan and amended ones.
CREATE TABLE "entry_override_steps" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"override_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"decision" text NOT NULL,
	"role" text NOT NULL,
	"words" text NOT NULL,
	"approved_count" integer,
	"effective_on" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "entry_override_steps_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "entry_override_steps_in_order" UNIQUE("region_code","override_id","place")
);
--> statement-breakpoint
CREATE TABLE "entry_override_uses" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"override_id" uuid NOT NULL,
	"movement_id" uuid NOT NULL,
	"used_on" date NOT NULL,
	"reverses_id" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "entry_override_uses_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "entry_overrides" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"organization_id" uuid NOT NULL,
	"establishment_kind" text NOT NULL,
	"count" integer NOT NULL,
	"expires_on" date NOT NULL,
	"reason" text NOT NULL,
	"document_id" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "entry_overrides_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "entry_overrides_number_once" UNIQUE("region_code","number"),
	CONSTRAINT "entry_overrides_positive" CHECK (count > 0)
);
--> statement-breakpoint
CREATE TABLE "vacancy_plan_lines" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"establishment_kind" text NOT NULL,
	"way_in" text NOT NULL,
	"count" integer NOT NULL,
	"reason" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "vacancy_plan_lines_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "vacancy_plan_lines_count" CHECK (count >= 0)
);
--> statement-breakpoint
CREATE TABLE "vacancy_plan_steps" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"step" text NOT NULL,
	"role" text NOT NULL,
	"words" text NOT NULL,
	"document_id" uuid,
	"effective_on" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "vacancy_plan_steps_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "vacancy_plan_steps_in_order" UNIQUE("region_code","plan_id","place")
);
--> statement-breakpoint
CREATE TABLE "vacancy_plans" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"organization_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "vacancy_plans_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "vacancy_plans_number_once" UNIQUE("region_code","number"),
	CONSTRAINT "vacancy_plans_one_a_year" UNIQUE("region_code","year","organization_id")
);
--> statement-breakpoint
ALTER TABLE "establishment_controls" ADD COLUMN "note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "vacancy_request_decisions" ADD COLUMN "amended_count" integer;--> statement-breakpoint
ALTER TABLE "vacancy_request_decisions" ADD COLUMN "amended_way_in" text;--> statement-breakpoint
ALTER TABLE "vacancy_request_decisions" ADD COLUMN "amended_reason" text;--> statement-breakpoint
ALTER TABLE "vacancy_requests" ADD COLUMN "beyond_plan_reason" text;--> statement-breakpoint
ALTER TABLE "vacancy_requests" ADD COLUMN "beyond_plan_document_id" uuid;--> statement-breakpoint
ALTER TABLE "entry_override_steps" ADD CONSTRAINT "entry_override_steps_override" FOREIGN KEY ("region_code","override_id") REFERENCES "public"."entry_overrides"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_override_uses" ADD CONSTRAINT "entry_override_uses_override" FOREIGN KEY ("region_code","override_id") REFERENCES "public"."entry_overrides"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_overrides" ADD CONSTRAINT "entry_overrides_position" FOREIGN KEY ("region_code","organization_id","establishment_kind") REFERENCES "public"."establishment_positions"("region_code","organization_id","establishment_kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entry_overrides" ADD CONSTRAINT "entry_overrides_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vacancy_plan_lines" ADD CONSTRAINT "vacancy_plan_lines_plan" FOREIGN KEY ("region_code","plan_id") REFERENCES "public"."vacancy_plans"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vacancy_plan_steps" ADD CONSTRAINT "vacancy_plan_steps_plan" FOREIGN KEY ("region_code","plan_id") REFERENCES "public"."vacancy_plans"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vacancy_plan_steps" ADD CONSTRAINT "vacancy_plan_steps_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vacancy_plans" ADD CONSTRAINT "vacancy_plans_of_organization" FOREIGN KEY ("region_code","organization_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "entry_override_uses_by_override" ON "entry_override_uses" USING btree ("region_code","override_id");--> statement-breakpoint
CREATE UNIQUE INDEX "entry_override_uses_reversed_once" ON "entry_override_uses" USING btree ("region_code","reverses_id") WHERE reverses_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "entry_override_uses_one_a_movement" ON "entry_override_uses" USING btree ("region_code","movement_id") WHERE reverses_id is null;--> statement-breakpoint
CREATE INDEX "entry_overrides_by_position" ON "entry_overrides" USING btree ("region_code","organization_id","establishment_kind");--> statement-breakpoint
CREATE INDEX "vacancy_plan_lines_by_plan" ON "vacancy_plan_lines" USING btree ("region_code","plan_id");--> statement-breakpoint
CREATE UNIQUE INDEX "vacancy_plan_lines_once" ON "vacancy_plan_lines" USING btree ("region_code","plan_id","stage","establishment_kind","way_in") WHERE superseded_at is null;--> statement-breakpoint
ALTER TABLE "establishment_controls" ADD CONSTRAINT "establishment_controls_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vacancy_requests" ADD CONSTRAINT "vacancy_requests_beyond_plan_document" FOREIGN KEY ("region_code","beyond_plan_document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vacancy_requests" ADD CONSTRAINT "vacancy_requests_beyond_plan" CHECK ((beyond_plan_reason is null) = (beyond_plan_document_id is null));