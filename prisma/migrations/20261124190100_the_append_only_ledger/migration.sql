-- The ledger: what every attempt used and cost. Append-only by triggers, since the embedded database's user is a superuser
-- whom no REVOKE would bind; partitioned by the month (UTC) of opened_at.

CREATE TABLE "closed_period" (
    "month" DATE NOT NULL CHECK (month = date_trunc('month', month)),
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT NOT NULL,

    CONSTRAINT "closed_period_pkey" PRIMARY KEY ("month")
);

CREATE TABLE "ledger" (
    "request_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'attempt',
    "period" DATE NOT NULL,
    "project_id" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "member_id" TEXT,
    "cost_centre" TEXT,
    "end_user" TEXT,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "endpoint" TEXT NOT NULL,
    "model_asked" TEXT NOT NULL,
    "model_served" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "input_text" INTEGER NOT NULL,
    "input_audio" INTEGER NOT NULL,
    "input_image" INTEGER NOT NULL,
    "cache_read" INTEGER NOT NULL,
    "cache_write_5m" INTEGER NOT NULL,
    "cache_write_1h" INTEGER NOT NULL,
    "output_text" INTEGER NOT NULL,
    "output_reasoning" INTEGER NOT NULL,
    "output_audio" INTEGER NOT NULL,
    "images" INTEGER NOT NULL,
    "price_version_id" TEXT,
    "list_pico_usd" BIGINT NOT NULL,
    "charged_pico_usd" BIGINT NOT NULL,
    "basis_points" INTEGER NOT NULL,
    "confidence" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "final" BOOLEAN NOT NULL,
    "first_token_ms" INTEGER,
    "total_ms" INTEGER NOT NULL,
    "process_id" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "corrects_request_id" TEXT,
    "corrects_attempt" INTEGER,
    "corrects_opened_at" TIMESTAMPTZ(3),
    "author" TEXT,
    "reason" TEXT,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_pkey" PRIMARY KEY ("request_id","attempt","opened_at"),
    CONSTRAINT "ledger_period_is_a_month" CHECK (period = date_trunc('month', period)),
    CONSTRAINT "ledger_confidence" CHECK (confidence IN ('reported', 'counted', 'estimated', 'unpriced', 'none')),
    CONSTRAINT "ledger_adjustment_names_its_row" CHECK (
        CASE kind
            WHEN 'attempt' THEN num_nonnulls(corrects_request_id, corrects_attempt, corrects_opened_at, author, reason) = 0
            WHEN 'adjustment' THEN num_nulls(corrects_request_id, corrects_attempt, corrects_opened_at, author, reason) = 0
            ELSE false
        END)
) PARTITION BY RANGE ("opened_at");

CREATE INDEX "ledger_project_id_opened_at_idx" ON "ledger"("project_id", "opened_at");

CREATE INDEX "ledger_period_idx" ON "ledger"("period");

-- A row that nobody made a partition for is still written.
CREATE TABLE "ledger_default" PARTITION OF "ledger" DEFAULT;

-- Row triggers come to every partition by themselves; statement triggers do not.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON "ledger" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON "ledger" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON "ledger_default" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- True when it was made. False when it is there, or when the default partition already holds rows of that month: they stay.
CREATE FUNCTION make_ledger_partition(month date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    name text := 'ledger_' || to_char(month, 'YYYY_MM');
    first timestamptz := month::timestamp AT TIME ZONE 'UTC';
    next timestamptz := (month + interval '1 month')::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF to_regclass(quote_ident(name)) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF ledger FOR VALUES FROM (%L) TO (%L)', name, first, next);
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
    RETURN true;
EXCEPTION WHEN check_violation THEN
    RETURN false;
END $$;

-- The month that a row counts in: that of opened_at in the organisation's time zone, or the first open one when it is closed.
CREATE FUNCTION ledger_period(opened_at timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT GREATEST(
        date_trunc('month', opened_at AT TIME ZONE (SELECT time_zone FROM settings)),
        (SELECT max(month) FROM closed_period) + interval '1 month')::date
$$;
