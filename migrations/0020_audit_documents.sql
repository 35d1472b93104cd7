ALTER TABLE "audit_entries" ADD COLUMN "document_number" text;--> statement-breakpoint
CREATE INDEX "audit_entries_by_action" ON "audit_entries" USING btree ("region_code","action","id");--> statement-breakpoint
CREATE INDEX "audit_entries_by_document" ON "audit_entries" USING btree ("region_code","document_number","id") WHERE document_number is not null;--> statement-breakpoint
CREATE INDEX "audit_entries_by_moment" ON "audit_entries" USING btree ("region_code","at","id");