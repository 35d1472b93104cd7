CREATE TABLE "budget_adjustment_decisions" (
	"region_code" char(6) NOT NULL,
	"adjustment_id" uuid NOT NULL,
	"approved" boolean NOT NULL,
	"words" text NOT NULL,
	"decided_by_name" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "budget_adjustment_decisions_region_code_adjustment_id_pk" PRIMARY KEY("region_code","adjustment_id")
);
--> statement-breakpoint
CREATE TABLE "budget_adjustment_lines" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"adjustment_id" uuid NOT NULL,
	"year" integer NOT NULL,
	"project_code" char(21) NOT NULL,
	"function_code" text NOT NULL,
	"economic_code" text NOT NULL,
	"government_economic_code" text NOT NULL,
	"fund_source" text NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"basis" jsonb NOT NULL,
	CONSTRAINT "budget_adjustment_lines_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "budget_adjustments" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"year" integer NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"movement_id" uuid,
	"document_id" uuid,
	"reason" text NOT NULL,
	"effective_on" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "budget_adjustments_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "budget_projects" (
	"region_code" char(6) NOT NULL,
	"year" integer NOT NULL,
	"code" char(21) NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"organization_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"staff" text NOT NULL,
	"expenditure_kind" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "budget_projects_region_code_year_code_pk" PRIMARY KEY("region_code","year","code")
);
--> statement-breakpoint
CREATE TABLE "expenditures" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"year" integer NOT NULL,
	"month" integer NOT NULL,
	"project_code" char(21) NOT NULL,
	"function_code" text NOT NULL,
	"economic_code" text NOT NULL,
	"government_economic_code" text NOT NULL,
	"fund_source" text NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"summary" text NOT NULL,
	"voucher_number" text,
	"reverses_id" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "expenditures_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "initial_budget_lines" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"year" integer NOT NULL,
	"project_code" char(21) NOT NULL,
	"function_code" text NOT NULL,
	"economic_code" text NOT NULL,
	"government_economic_code" text NOT NULL,
	"fund_source" text NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"calculation_id" uuid,
	"basis" jsonb NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "initial_budget_lines_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"region_code" char(6) NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"user_id" uuid,
	"user_name" text NOT NULL,
	"roles" text NOT NULL,
	"from" text NOT NULL,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"reason" text,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "audit_entries_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"region_code" char(6) NOT NULL,
	"name" text NOT NULL,
	"is_example" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "regions_region_code_pk" PRIMARY KEY("region_code")
);
--> statement-breakpoint
CREATE TABLE "serial_numbers" (
	"region_code" char(6) NOT NULL,
	"series" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "serial_numbers_region_code_series_pk" PRIMARY KEY("region_code","series")
);
--> statement-breakpoint
CREATE TABLE "approved_headcounts" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"establishment_kind" text NOT NULL,
	"change" integer NOT NULL,
	"effective_on" date NOT NULL,
	"document_id" uuid NOT NULL,
	"note" text NOT NULL,
	"reverses_id" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "approved_headcounts_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "establishment_controls" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"measure" text NOT NULL,
	"establishment_kind" text NOT NULL,
	"control" text NOT NULL,
	"document_id" uuid,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "establishment_controls_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "establishment_positions" (
	"region_code" char(6) NOT NULL,
	"organization_id" uuid NOT NULL,
	"establishment_kind" text NOT NULL,
	"locked_at" timestamp (3) with time zone,
	CONSTRAINT "establishment_positions_region_code_organization_id_establishment_kind_pk" PRIMARY KEY("region_code","organization_id","establishment_kind")
);
--> statement-breakpoint
CREATE TABLE "headcount_freezes" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"establishment_kind" text NOT NULL,
	"count" integer NOT NULL,
	"document_id" uuid NOT NULL,
	"note" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "headcount_freezes_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "leadership_posts" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"rank" text NOT NULL,
	"position" text NOT NULL,
	"change" integer NOT NULL,
	"effective_on" date NOT NULL,
	"document_id" uuid NOT NULL,
	"note" text NOT NULL,
	"reverses_id" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "leadership_posts_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "vacancy_request_decisions" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"decision" text NOT NULL,
	"role" text NOT NULL,
	"words" text NOT NULL,
	"approved_count" integer,
	"notice_number" text,
	"effective_on" date NOT NULL,
	"expires_on" date,
	"document_id" uuid,
	"override" boolean NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "vacancy_request_decisions_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "vacancy_requests" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"organization_id" uuid NOT NULL,
	"establishment_kind" text NOT NULL,
	"way_in" text NOT NULL,
	"count" integer NOT NULL,
	"reason" text NOT NULL,
	"plan_year" integer NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "vacancy_requests_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"region_code" char(6) NOT NULL,
	"id_hash" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"address" text NOT NULL,
	CONSTRAINT "sessions_region_code_id_hash_pk" PRIMARY KEY("region_code","id_hash")
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "user_roles_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"account" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"scope_organization_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "users_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "users_account_once" UNIQUE("region_code","account")
);
--> statement-breakpoint
CREATE TABLE "movement_effects" (
	"region_code" char(6) NOT NULL,
	"movement_id" uuid NOT NULL,
	"effective_on" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "movement_effects_region_code_movement_id_pk" PRIMARY KEY("region_code","movement_id")
);
--> statement-breakpoint
CREATE TABLE "movement_signatures" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"movement_id" uuid NOT NULL,
	"step" text NOT NULL,
	"decision" text NOT NULL,
	"words" text NOT NULL,
	"signed_by_name" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "movement_signatures_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "movement_signatures_nobody_twice" UNIQUE("region_code","movement_id","recorded_by")
);
--> statement-breakpoint
CREATE TABLE "movements" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid NOT NULL,
	"effective_on" date NOT NULL,
	"from_organization_id" uuid,
	"from_establishment_kind" text,
	"to_organization_id" uuid,
	"to_establishment_kind" text,
	"particulars" jsonb NOT NULL,
	"reason" text NOT NULL,
	"document_id" uuid,
	"vacancy_request_id" uuid,
	"corrects_id" uuid,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "movements_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "movements_number_once" UNIQUE("region_code","number")
);
--> statement-breakpoint
CREATE TABLE "approval_documents" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"issuer" text NOT NULL,
	"issued_on" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "approval_documents_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "organization_events" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"effective_on" date NOT NULL,
	"document_id" uuid,
	"summary" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "organization_events_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "organization_successions" (
	"region_code" char(6) NOT NULL,
	"event_id" uuid NOT NULL,
	"predecessor_id" uuid NOT NULL,
	"successor_id" uuid NOT NULL,
	CONSTRAINT "organization_successions_region_code_event_id_predecessor_id_successor_id_pk" PRIMARY KEY("region_code","event_id","predecessor_id","successor_id")
);
--> statement-breakpoint
CREATE TABLE "organization_versions" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"initials" text NOT NULL,
	"other_names" text[] NOT NULL,
	"kind" text NOT NULL,
	"category" text NOT NULL,
	"nature" text NOT NULL,
	"rank" text,
	"parent_id" uuid,
	"supervisor_id" uuid,
	"funding" text,
	"budget_level" integer,
	"budget_unit_code" text,
	"function_class" text,
	"credit_code" text,
	"legal_representative" text,
	"address" text,
	"duties" text,
	"sort_order" integer NOT NULL,
	"document_id" uuid,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "organization_versions_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "organizations_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "organizations_code_once" UNIQUE("region_code","code")
);
--> statement-breakpoint
CREATE TABLE "contribution_bases" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"scheme" text NOT NULL,
	"base" numeric(18,2) NOT NULL,
	"reason" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "contribution_bases_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "contribution_rates" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"scheme" text NOT NULL,
	"establishment_kind" text NOT NULL,
	"rate" numeric(9, 6) NOT NULL,
	"base_floor" numeric(18,2),
	"base_cap" numeric(18,2),
	"document_number" text NOT NULL,
	"is_example" boolean NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "contribution_rates_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "cost_calculations" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"covers_from" date NOT NULL,
	"covers_to" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "cost_calculations_region_code_id_pk" PRIMARY KEY("region_code","id"),
	CONSTRAINT "cost_calculations_once" UNIQUE("region_code","purpose","covers_from")
);
--> statement-breakpoint
CREATE TABLE "cost_spells" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"calculation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"paying_organization_id" uuid NOT NULL,
	"establishment_kind" text NOT NULL,
	"pay_item_code" text NOT NULL,
	"project_purpose" text NOT NULL,
	"staff" text NOT NULL,
	"budgeted" boolean NOT NULL,
	"function_code" text NOT NULL,
	"economic_code" text NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"basis" jsonb NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "cost_spells_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "pay_items" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"rule" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"establishment_kinds" text[] NOT NULL,
	"economic_code" text NOT NULL,
	"function_code" text NOT NULL,
	"project_purpose" text NOT NULL,
	"budgeted" boolean NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "pay_items_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "pay_profiles" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"scheme" text NOT NULL,
	"keys" jsonb NOT NULL,
	"movement_id" uuid,
	"reason" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "pay_profiles_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "personal_amounts" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"pay_item_code" text NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"reason" text NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "personal_amounts_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "wage_standards" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"standard_kind" text NOT NULL,
	"key1" text NOT NULL,
	"key2" text NOT NULL,
	"amount" numeric(18,2) NOT NULL,
	"document_number" text NOT NULL,
	"is_example" boolean NOT NULL,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "wage_standards_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"establishment_kind" text NOT NULL,
	"begun_by_movement_id" uuid,
	"ended_by_movement_id" uuid,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "assignments_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "education_records" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"level" text NOT NULL,
	"mode" text NOT NULL,
	"degree" text,
	"school" text NOT NULL,
	"major" text NOT NULL,
	"graduated_on" date NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "education_records_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "people_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "person_particulars" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"pinyin" text NOT NULL,
	"initials" text NOT NULL,
	"identity_ciphertext" "bytea" NOT NULL,
	"identity_hash" text NOT NULL,
	"identity_masked" text NOT NULL,
	"sex" text NOT NULL,
	"born_on" date NOT NULL,
	"ethnicity" text NOT NULL,
	"political_status" text NOT NULL,
	"native_place" text,
	"began_work_on" date,
	"identity_category" text NOT NULL,
	"document_id" uuid,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "person_particulars_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "person_posts" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"division_id" uuid,
	"aspect" text NOT NULL,
	"level_code" text NOT NULL,
	"title" text NOT NULL,
	"leadership" text,
	"leadership_rank" text,
	"concurrent" boolean NOT NULL,
	"movement_id" uuid,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "person_posts_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"aspect" text NOT NULL,
	"secondment_kind" text,
	"organization_id" uuid,
	"place" text NOT NULL,
	"reason" text NOT NULL,
	"movement_id" uuid,
	"effective_from" date NOT NULL,
	"effective_to" date,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"superseded_at" timestamp (3) with time zone,
	CONSTRAINT "placements_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
ALTER TABLE "budget_adjustment_decisions" ADD CONSTRAINT "budget_adjustment_decisions_adjustment" FOREIGN KEY ("region_code","adjustment_id") REFERENCES "public"."budget_adjustments"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_adjustment_lines" ADD CONSTRAINT "budget_adjustment_lines_adjustment" FOREIGN KEY ("region_code","adjustment_id") REFERENCES "public"."budget_adjustments"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_adjustment_lines" ADD CONSTRAINT "budget_adjustment_lines_project" FOREIGN KEY ("region_code","year","project_code") REFERENCES "public"."budget_projects"("region_code","year","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_adjustments" ADD CONSTRAINT "budget_adjustments_of_organization" FOREIGN KEY ("region_code","organization_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_adjustments" ADD CONSTRAINT "budget_adjustments_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_projects" ADD CONSTRAINT "budget_projects_of_organization" FOREIGN KEY ("region_code","organization_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenditures" ADD CONSTRAINT "expenditures_project" FOREIGN KEY ("region_code","year","project_code") REFERENCES "public"."budget_projects"("region_code","year","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "initial_budget_lines" ADD CONSTRAINT "initial_budget_lines_project" FOREIGN KEY ("region_code","year","project_code") REFERENCES "public"."budget_projects"("region_code","year","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approved_headcounts" ADD CONSTRAINT "approved_headcounts_position" FOREIGN KEY ("region_code","organization_id","establishment_kind") REFERENCES "public"."establishment_positions"("region_code","organization_id","establishment_kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approved_headcounts" ADD CONSTRAINT "approved_headcounts_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "establishment_positions" ADD CONSTRAINT "establishment_positions_of_organization" FOREIGN KEY ("region_code","organization_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "headcount_freezes" ADD CONSTRAINT "headcount_freezes_position" FOREIGN KEY ("region_code","organization_id","establishment_kind") REFERENCES "public"."establishment_positions"("region_code","organization_id","establishment_kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leadership_posts" ADD CONSTRAINT "leadership_posts_of_organization" FOREIGN KEY ("region_code","organization_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vacancy_request_decisions" ADD CONSTRAINT "vacancy_request_decisions_request" FOREIGN KEY ("region_code","request_id") REFERENCES "public"."vacancy_requests"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vacancy_requests" ADD CONSTRAINT "vacancy_requests_position" FOREIGN KEY ("region_code","organization_id","establishment_kind") REFERENCES "public"."establishment_positions"("region_code","organization_id","establishment_kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_of_user" FOREIGN KEY ("region_code","user_id") REFERENCES "public"."users"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_of_user" FOREIGN KEY ("region_code","user_id") REFERENCES "public"."users"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "movement_effects" ADD CONSTRAINT "movement_effects_movement" FOREIGN KEY ("region_code","movement_id") REFERENCES "public"."movements"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "movement_signatures" ADD CONSTRAINT "movement_signatures_movement" FOREIGN KEY ("region_code","movement_id") REFERENCES "public"."movements"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "movements" ADD CONSTRAINT "movements_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "movements" ADD CONSTRAINT "movements_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "movements" ADD CONSTRAINT "movements_corrects" FOREIGN KEY ("region_code","corrects_id") REFERENCES "public"."movements"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_events" ADD CONSTRAINT "organization_events_of_organization" FOREIGN KEY ("region_code","organization_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_successions" ADD CONSTRAINT "organization_successions_event" FOREIGN KEY ("region_code","event_id") REFERENCES "public"."organization_events"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_versions" ADD CONSTRAINT "organization_versions_of_organization" FOREIGN KEY ("region_code","organization_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_versions" ADD CONSTRAINT "organization_versions_parent" FOREIGN KEY ("region_code","parent_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_versions" ADD CONSTRAINT "organization_versions_document" FOREIGN KEY ("region_code","document_id") REFERENCES "public"."approval_documents"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contribution_bases" ADD CONSTRAINT "contribution_bases_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_spells" ADD CONSTRAINT "cost_spells_calculation" FOREIGN KEY ("region_code","calculation_id") REFERENCES "public"."cost_calculations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_spells" ADD CONSTRAINT "cost_spells_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_spells" ADD CONSTRAINT "cost_spells_of_organization" FOREIGN KEY ("region_code","organization_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pay_profiles" ADD CONSTRAINT "pay_profiles_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_amounts" ADD CONSTRAINT "personal_amounts_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_of_organization" FOREIGN KEY ("region_code","organization_id") REFERENCES "public"."organizations"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "education_records" ADD CONSTRAINT "education_records_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_particulars" ADD CONSTRAINT "person_particulars_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_posts" ADD CONSTRAINT "person_posts_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_of_person" FOREIGN KEY ("region_code","person_id") REFERENCES "public"."people"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "budget_adjustment_lines_by_project" ON "budget_adjustment_lines" USING btree ("region_code","year","project_code");--> statement-breakpoint
CREATE INDEX "budget_adjustment_lines_by_adjustment" ON "budget_adjustment_lines" USING btree ("region_code","adjustment_id");--> statement-breakpoint
CREATE INDEX "budget_adjustments_by_organization" ON "budget_adjustments" USING btree ("region_code","organization_id","year");--> statement-breakpoint
CREATE INDEX "budget_adjustments_by_movement" ON "budget_adjustments" USING btree ("region_code","movement_id");--> statement-breakpoint
CREATE INDEX "budget_projects_by_organization" ON "budget_projects" USING btree ("region_code","organization_id","year");--> statement-breakpoint
CREATE INDEX "expenditures_by_project" ON "expenditures" USING btree ("region_code","year","project_code");--> statement-breakpoint
CREATE INDEX "initial_budget_lines_by_project" ON "initial_budget_lines" USING btree ("region_code","year","project_code");--> statement-breakpoint
CREATE INDEX "approved_headcounts_by_position" ON "approved_headcounts" USING btree ("region_code","organization_id","establishment_kind");--> statement-breakpoint
CREATE INDEX "leadership_posts_by_organization" ON "leadership_posts" USING btree ("region_code","organization_id");--> statement-breakpoint
CREATE INDEX "vacancy_request_decisions_by_request" ON "vacancy_request_decisions" USING btree ("region_code","request_id");--> statement-breakpoint
CREATE INDEX "vacancy_requests_by_position" ON "vacancy_requests" USING btree ("region_code","organization_id","establishment_kind");--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "sessions" USING btree ("region_code","user_id");--> statement-breakpoint
CREATE INDEX "user_roles_by_user" ON "user_roles" USING btree ("region_code","user_id");--> statement-breakpoint
CREATE INDEX "movement_signatures_by_movement" ON "movement_signatures" USING btree ("region_code","movement_id");--> statement-breakpoint
CREATE INDEX "movements_by_person" ON "movements" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "movements_by_from" ON "movements" USING btree ("region_code","from_organization_id");--> statement-breakpoint
CREATE INDEX "movements_by_to" ON "movements" USING btree ("region_code","to_organization_id");--> statement-breakpoint
CREATE INDEX "movements_by_effect" ON "movements" USING btree ("region_code","effective_on");--> statement-breakpoint
CREATE INDEX "approval_documents_by_number" ON "approval_documents" USING btree ("region_code","number");--> statement-breakpoint
CREATE INDEX "organization_events_by_organization" ON "organization_events" USING btree ("region_code","organization_id");--> statement-breakpoint
CREATE INDEX "organization_versions_by_organization" ON "organization_versions" USING btree ("region_code","organization_id");--> statement-breakpoint
CREATE INDEX "organization_versions_by_parent" ON "organization_versions" USING btree ("region_code","parent_id");--> statement-breakpoint
CREATE INDEX "contribution_bases_by_person" ON "contribution_bases" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "cost_spells_by_person" ON "cost_spells" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "cost_spells_by_payer" ON "cost_spells" USING btree ("region_code","paying_organization_id");--> statement-breakpoint
CREATE INDEX "pay_items_by_code" ON "pay_items" USING btree ("region_code","code");--> statement-breakpoint
CREATE INDEX "pay_profiles_by_person" ON "pay_profiles" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "personal_amounts_by_person" ON "personal_amounts" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "wage_standards_by_key" ON "wage_standards" USING btree ("region_code","standard_kind","key1","key2");--> statement-breakpoint
CREATE INDEX "assignments_by_person" ON "assignments" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "assignments_by_organization" ON "assignments" USING btree ("region_code","organization_id");--> statement-breakpoint
CREATE INDEX "education_records_by_person" ON "education_records" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "person_particulars_by_person" ON "person_particulars" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "person_particulars_by_identity" ON "person_particulars" USING btree ("region_code","identity_hash");--> statement-breakpoint
CREATE INDEX "person_posts_by_person" ON "person_posts" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "person_posts_by_organization" ON "person_posts" USING btree ("region_code","organization_id");--> statement-breakpoint
CREATE INDEX "placements_by_person" ON "placements" USING btree ("region_code","person_id");--> statement-breakpoint
CREATE INDEX "placements_by_organization" ON "placements" USING btree ("region_code","organization_id");