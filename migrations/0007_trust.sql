CREATE TABLE "password_changes" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"password_hash" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	CONSTRAINT "password_changes_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "second_factors" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"secret_ciphertext" "bytea" NOT NULL,
	"last_step" bigint NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "second_factors_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"region_code" char(6) NOT NULL,
	"id" uuid NOT NULL,
	"account_hash" text NOT NULL,
	"address" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"succeeded" boolean NOT NULL,
	CONSTRAINT "sign_in_attempts_region_code_id_pk" PRIMARY KEY("region_code","id")
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "password_set_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "password_temporary" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "password_changes" ADD CONSTRAINT "password_changes_of_user" FOREIGN KEY ("region_code","user_id") REFERENCES "public"."users"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_of_user" FOREIGN KEY ("region_code","user_id") REFERENCES "public"."users"("region_code","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "password_changes_by_user" ON "password_changes" USING btree ("region_code","user_id","recorded_at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_by_account" ON "sign_in_attempts" USING btree ("region_code","account_hash","at");--> statement-breakpoint
CREATE INDEX "sign_in_attempts_by_address" ON "sign_in_attempts" USING btree ("region_code","address","at");--> statement-breakpoint
CREATE INDEX "audit_entries_by_user" ON "audit_entries" USING btree ("region_code","user_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_by_subject" ON "audit_entries" USING btree ("region_code","subject_kind","subject_id","id");