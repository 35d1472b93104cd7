-- What drizzle-kit cannot express: facts that must never overlap, and values that must never be.
-- The rules live here because two requests can both pass a check in code; only one passes a constraint.
CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint

ALTER TABLE organization_versions ADD CONSTRAINT organization_versions_period CHECK (effective_to > effective_from);--> statement-breakpoint
ALTER TABLE organization_versions ADD CONSTRAINT organization_versions_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, organization_id WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint

ALTER TABLE approved_headcounts ADD CONSTRAINT approved_headcounts_not_zero CHECK (change <> 0);--> statement-breakpoint
ALTER TABLE leadership_posts ADD CONSTRAINT leadership_posts_not_zero CHECK (change <> 0);--> statement-breakpoint
ALTER TABLE vacancy_requests ADD CONSTRAINT vacancy_requests_positive CHECK (count > 0);--> statement-breakpoint
-- A row is taken back once.
CREATE UNIQUE INDEX approved_headcounts_reversed_once ON approved_headcounts (region_code, reverses_id) WHERE reverses_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX leadership_posts_reversed_once ON leadership_posts (region_code, reverses_id) WHERE reverses_id IS NOT NULL;--> statement-breakpoint

ALTER TABLE headcount_freezes ADD CONSTRAINT headcount_freezes_period CHECK (effective_to > effective_from);--> statement-breakpoint
ALTER TABLE headcount_freezes ADD CONSTRAINT headcount_freezes_positive CHECK (count > 0);--> statement-breakpoint
ALTER TABLE establishment_controls ADD CONSTRAINT establishment_controls_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, measure WITH =, establishment_kind WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint

ALTER TABLE person_particulars ADD CONSTRAINT person_particulars_period CHECK (effective_to > effective_from);--> statement-breakpoint
ALTER TABLE person_particulars ADD CONSTRAINT person_particulars_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, person_id WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint
-- One identity number, one person.
ALTER TABLE person_particulars ADD CONSTRAINT person_particulars_identity_once EXCLUDE USING gist (
  region_code WITH =, identity_hash WITH =, person_id WITH <>
) WHERE (superseded_at IS NULL);--> statement-breakpoint

-- A person holds one establishment at a time.
ALTER TABLE assignments ADD CONSTRAINT assignments_period CHECK (effective_to > effective_from);--> statement-breakpoint
ALTER TABLE assignments ADD CONSTRAINT assignments_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, person_id WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint

ALTER TABLE person_posts ADD CONSTRAINT person_posts_period CHECK (effective_to > effective_from);--> statement-breakpoint
-- One rank and one post level at a time; a duty may be held beside another, the main one not twice.
ALTER TABLE person_posts ADD CONSTRAINT person_posts_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, person_id WITH =, aspect WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL AND NOT concurrent);--> statement-breakpoint

ALTER TABLE placements ADD CONSTRAINT placements_period CHECK (effective_to > effective_from);--> statement-breakpoint
ALTER TABLE placements ADD CONSTRAINT placements_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, person_id WITH =, aspect WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint

-- A movement is corrected once.
CREATE UNIQUE INDEX movements_corrected_once ON movements (region_code, corrects_id) WHERE corrects_id IS NOT NULL;--> statement-breakpoint

ALTER TABLE wage_standards ADD CONSTRAINT wage_standards_period CHECK (effective_to > effective_from);--> statement-breakpoint
ALTER TABLE wage_standards ADD CONSTRAINT wage_standards_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, standard_kind WITH =, key1 WITH =, key2 WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint
ALTER TABLE pay_items ADD CONSTRAINT pay_items_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, code WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint
ALTER TABLE pay_profiles ADD CONSTRAINT pay_profiles_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, person_id WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint
ALTER TABLE personal_amounts ADD CONSTRAINT personal_amounts_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, person_id WITH =, pay_item_code WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint
ALTER TABLE contribution_bases ADD CONSTRAINT contribution_bases_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, person_id WITH =, scheme WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint
ALTER TABLE contribution_rates ADD CONSTRAINT contribution_rates_one_at_a_time EXCLUDE USING gist (
  region_code WITH =, scheme WITH =, establishment_kind WITH =, daterange(effective_from, effective_to) WITH &&
) WHERE (superseded_at IS NULL);--> statement-breakpoint
ALTER TABLE cost_spells ADD CONSTRAINT cost_spells_whole_months CHECK (
  effective_to > effective_from AND extract(day FROM effective_from) = 1 AND extract(day FROM effective_to) = 1
);--> statement-breakpoint

ALTER TABLE expenditures ADD CONSTRAINT expenditures_month CHECK (month BETWEEN 1 AND 12);--> statement-breakpoint
CREATE UNIQUE INDEX expenditures_reversed_once ON expenditures (region_code, reverses_id) WHERE reverses_id IS NOT NULL;--> statement-breakpoint
-- One adopted line of a project and its codes.
CREATE UNIQUE INDEX initial_budget_lines_once ON initial_budget_lines
  (region_code, year, project_code, function_code, economic_code, fund_source) WHERE superseded_at IS NULL;
--> statement-breakpoint
-- A unit's wages, contributions and the like go to one project a year for each kind of staff.
CREATE UNIQUE INDEX budget_projects_one_of_purpose ON budget_projects
  (region_code, year, organization_id, purpose, staff) WHERE purpose <> 'other';
