-- Configuration: who may call what, at which price. And its revision, by which every process learns that it changed.

CREATE TABLE "settings" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "organisation_name" TEXT NOT NULL DEFAULT '',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "currency" TEXT NOT NULL DEFAULT 'USD',

    CONSTRAINT "settings_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "tier" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "requests_per_minute" INTEGER,
    "requests_per_day" INTEGER,
    "tokens_per_minute" INTEGER,
    "concurrent_requests" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tier_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "project" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tier_id" TEXT NOT NULL,
    "cost_centre" TEXT,
    "basis_points" INTEGER NOT NULL DEFAULT 0,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "permissions" TEXT[],
    "allowed_models" TEXT[],
    "denied_models" TEXT[],
    "tags" JSONB NOT NULL DEFAULT '{}',
    "owner_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "catalogue" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "fingerprint" TEXT NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "catalogue_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "model" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "context_window" INTEGER,
    "max_output_tokens" INTEGER,
    "capabilities" TEXT[],
    "source" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "target" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "upstream_model" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "source" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "target_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "price_version" (
    "id" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "service_tier" TEXT NOT NULL DEFAULT 'default',
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_version_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "price_unit" (
    "price_version_id" TEXT NOT NULL,
    "bucket" TEXT NOT NULL,
    "from_input_tokens" INTEGER NOT NULL DEFAULT 0,
    "pico_usd" BIGINT NOT NULL,

    CONSTRAINT "price_unit_pkey" PRIMARY KEY ("price_version_id","bucket","from_input_tokens")
);

CREATE TABLE "revision" (
    "id" SMALLINT NOT NULL DEFAULT 1,
    "number" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "revision_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "tier_name_key" ON "tier"("name");

CREATE UNIQUE INDEX "project_name_key" ON "project"("name");

CREATE INDEX "project_tier_id_idx" ON "project"("tier_id");

CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

CREATE INDEX "api_key_project_id_idx" ON "api_key"("project_id");

CREATE UNIQUE INDEX "target_model_id_provider_id_upstream_model_key" ON "target"("model_id", "provider_id", "upstream_model");

CREATE INDEX "price_version_target_id_service_tier_valid_from_idx" ON "price_version"("target_id", "service_tier", "valid_from");

ALTER TABLE "project" ADD CONSTRAINT "project_tier_id_fkey" FOREIGN KEY ("tier_id") REFERENCES "tier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "api_key" ADD CONSTRAINT "api_key_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "target" ADD CONSTRAINT "target_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "price_version" ADD CONSTRAINT "price_version_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "target"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "price_unit" ADD CONSTRAINT "price_unit_price_version_id_fkey" FOREIGN KEY ("price_version_id") REFERENCES "price_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "settings"
    ADD CONSTRAINT "settings_one_row" CHECK (id = 1),
    -- Refused here rather than at the ledger's next row: an unknown name raises.
    ADD CONSTRAINT "settings_time_zone_exists" CHECK (TIMESTAMPTZ '2000-01-01 00:00:00Z' AT TIME ZONE time_zone IS NOT NULL);
ALTER TABLE "catalogue" ADD CONSTRAINT "catalogue_one_row" CHECK (id = 1);
ALTER TABLE "revision" ADD CONSTRAINT "revision_one_row" CHECK (id = 1);
ALTER TABLE "tier" ADD CONSTRAINT "tier_limits_are_not_negative"
    CHECK (requests_per_minute >= 0 AND requests_per_day >= 0 AND tokens_per_minute >= 0 AND concurrent_requests >= 0);
ALTER TABLE "project" ADD CONSTRAINT "project_never_pays_less_than_nothing" CHECK (basis_points >= -10000);
ALTER TABLE "price_unit" ADD CONSTRAINT "price_unit_is_not_negative" CHECK (pico_usd >= 0 AND from_input_tokens >= 0);

INSERT INTO "settings" DEFAULT VALUES;
INSERT INTO "revision" DEFAULT VALUES;

-- In the writer's own transaction: whoever sees the new number sees the change, too. The notification (sent at commit) only
-- saves a waiting time; the number is what counts.
CREATE FUNCTION bump_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE revision SET number = number + 1;
    PERFORM pg_notify('revision', '');
    RETURN NULL;
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "settings" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "tier" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "project" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "api_key" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "model" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "target" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "price_version" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "price_unit" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();

-- The ledger names the price version that it used: what one says may never change.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON "price_version" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON "price_version" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON "price_unit" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON "price_unit" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
