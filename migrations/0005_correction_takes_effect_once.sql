ALTER TABLE "movement_effects" ADD COLUMN "corrects_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "movement_effects_corrected_once" ON "movement_effects" USING btree ("region_code","corrects_id") WHERE corrects_id is not null;--> statement-breakpoint
-- Made by hand in 0001: it also counted corrections that never took effect.
DROP INDEX movements_corrected_once;