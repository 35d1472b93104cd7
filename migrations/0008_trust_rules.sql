-- 三员分立: whoever is one of the three administrators is nothing else. Two grants at once can both pass the check in
-- code; only one passes this constraint.
ALTER TABLE user_roles ADD CONSTRAINT user_roles_administrators_apart EXCLUDE USING gist (
  region_code WITH =,
  user_id WITH =,
  (CASE role
    WHEN 'system-administrator' THEN 1
    WHEN 'security-administrator' THEN 2
    WHEN 'audit-administrator' THEN 3
    ELSE 0
  END) WITH <>
) WHERE (revoked_at IS NULL);--> statement-breakpoint
-- A role is held once.
CREATE UNIQUE INDEX user_roles_once ON user_roles (region_code, user_id, role) WHERE revoked_at IS NULL;--> statement-breakpoint
-- One second factor in force.
CREATE UNIQUE INDEX second_factors_once ON second_factors (region_code, user_id) WHERE revoked_at IS NULL;
