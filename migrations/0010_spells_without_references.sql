ALTER TABLE "cost_spells" DROP CONSTRAINT "cost_spells_calculation";
--> statement-breakpoint
ALTER TABLE "cost_spells" DROP CONSTRAINT "cost_spells_of_person";
--> statement-breakpoint
ALTER TABLE "cost_spells" DROP CONSTRAINT "cost_spells_of_organization";
