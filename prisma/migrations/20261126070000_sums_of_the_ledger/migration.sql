-- Sums of the ledger, from which reports are answered: by day and by month, by all dimensions and by label; by day and project; by
-- quarter of an hour. They are written with the ledger's rows, in their transaction (libs/database/src/rollups).

CREATE TABLE "usage_group" (
    "id" UUID NOT NULL,
    "project_id" TEXT NOT NULL,
    "cost_centre" TEXT,
    "key_id" TEXT NOT NULL,
    "member_id" TEXT,
    "model_served" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "credential_id" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,

    CONSTRAINT "usage_group_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "label_group" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "model_served" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,

    CONSTRAINT "label_group_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "usage_day" (
    "day" DATE NOT NULL,
    "group_id" UUID NOT NULL,
    "input_text" BIGINT NOT NULL,
    "input_audio" BIGINT NOT NULL,
    "input_image" BIGINT NOT NULL,
    "cache_read" BIGINT NOT NULL,
    "cache_write_5m" BIGINT NOT NULL,
    "cache_write_1h" BIGINT NOT NULL,
    "output_text" BIGINT NOT NULL,
    "output_reasoning" BIGINT NOT NULL,
    "output_audio" BIGINT NOT NULL,
    "images" BIGINT NOT NULL,
    "list_pico_usd" DECIMAL(1000,0) NOT NULL,
    "charged_pico_usd" DECIMAL(1000,0) NOT NULL,
    "requests" BIGINT NOT NULL,
    "attempts" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "failed_attempts" BIGINT NOT NULL,
    "latency" DECIMAL(1000,0) NOT NULL,
    "first_token" DECIMAL(1000,0) NOT NULL,

    CONSTRAINT "usage_day_pkey" PRIMARY KEY ("day","group_id")
);

CREATE TABLE "usage_month" (
    "month" DATE NOT NULL,
    "group_id" UUID NOT NULL,
    "input_text" BIGINT NOT NULL,
    "input_audio" BIGINT NOT NULL,
    "input_image" BIGINT NOT NULL,
    "cache_read" BIGINT NOT NULL,
    "cache_write_5m" BIGINT NOT NULL,
    "cache_write_1h" BIGINT NOT NULL,
    "output_text" BIGINT NOT NULL,
    "output_reasoning" BIGINT NOT NULL,
    "output_audio" BIGINT NOT NULL,
    "images" BIGINT NOT NULL,
    "list_pico_usd" DECIMAL(1000,0) NOT NULL,
    "charged_pico_usd" DECIMAL(1000,0) NOT NULL,
    "requests" BIGINT NOT NULL,
    "attempts" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "failed_attempts" BIGINT NOT NULL,
    "latency" DECIMAL(1000,0) NOT NULL,
    "first_token" DECIMAL(1000,0) NOT NULL,

    CONSTRAINT "usage_month_pkey" PRIMARY KEY ("month","group_id")
);

CREATE TABLE "project_day" (
    "day" DATE NOT NULL,
    "project_id" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "input_text" BIGINT NOT NULL,
    "input_audio" BIGINT NOT NULL,
    "input_image" BIGINT NOT NULL,
    "cache_read" BIGINT NOT NULL,
    "cache_write_5m" BIGINT NOT NULL,
    "cache_write_1h" BIGINT NOT NULL,
    "output_text" BIGINT NOT NULL,
    "output_reasoning" BIGINT NOT NULL,
    "output_audio" BIGINT NOT NULL,
    "images" BIGINT NOT NULL,
    "list_pico_usd" DECIMAL(1000,0) NOT NULL,
    "charged_pico_usd" DECIMAL(1000,0) NOT NULL,
    "requests" BIGINT NOT NULL,
    "attempts" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "failed_attempts" BIGINT NOT NULL,
    "latency" DECIMAL(1000,0) NOT NULL,
    "first_token" DECIMAL(1000,0) NOT NULL,

    CONSTRAINT "project_day_pkey" PRIMARY KEY ("day","project_id","confidence")
);

CREATE TABLE "usage_quarter_hour" (
    "quarter" TIMESTAMPTZ(0) NOT NULL,
    "project_id" TEXT NOT NULL,
    "model_served" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "input_text" BIGINT NOT NULL,
    "input_audio" BIGINT NOT NULL,
    "input_image" BIGINT NOT NULL,
    "cache_read" BIGINT NOT NULL,
    "cache_write_5m" BIGINT NOT NULL,
    "cache_write_1h" BIGINT NOT NULL,
    "output_text" BIGINT NOT NULL,
    "output_reasoning" BIGINT NOT NULL,
    "output_audio" BIGINT NOT NULL,
    "images" BIGINT NOT NULL,
    "list_pico_usd" DECIMAL(1000,0) NOT NULL,
    "charged_pico_usd" DECIMAL(1000,0) NOT NULL,
    "requests" BIGINT NOT NULL,
    "attempts" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "failed_attempts" BIGINT NOT NULL,
    "latency" DECIMAL(1000,0) NOT NULL,
    "first_token" DECIMAL(1000,0) NOT NULL,

    CONSTRAINT "usage_quarter_hour_pkey" PRIMARY KEY ("quarter","project_id","model_served","confidence")
);

CREATE TABLE "label_day" (
    "day" DATE NOT NULL,
    "group_id" UUID NOT NULL,
    "input_text" BIGINT NOT NULL,
    "input_audio" BIGINT NOT NULL,
    "input_image" BIGINT NOT NULL,
    "cache_read" BIGINT NOT NULL,
    "cache_write_5m" BIGINT NOT NULL,
    "cache_write_1h" BIGINT NOT NULL,
    "output_text" BIGINT NOT NULL,
    "output_reasoning" BIGINT NOT NULL,
    "output_audio" BIGINT NOT NULL,
    "images" BIGINT NOT NULL,
    "list_pico_usd" DECIMAL(1000,0) NOT NULL,
    "charged_pico_usd" DECIMAL(1000,0) NOT NULL,
    "requests" BIGINT NOT NULL,
    "attempts" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "failed_attempts" BIGINT NOT NULL,
    "latency" DECIMAL(1000,0) NOT NULL,
    "first_token" DECIMAL(1000,0) NOT NULL,

    CONSTRAINT "label_day_pkey" PRIMARY KEY ("day","group_id")
);

CREATE TABLE "label_month" (
    "month" DATE NOT NULL,
    "group_id" UUID NOT NULL,
    "input_text" BIGINT NOT NULL,
    "input_audio" BIGINT NOT NULL,
    "input_image" BIGINT NOT NULL,
    "cache_read" BIGINT NOT NULL,
    "cache_write_5m" BIGINT NOT NULL,
    "cache_write_1h" BIGINT NOT NULL,
    "output_text" BIGINT NOT NULL,
    "output_reasoning" BIGINT NOT NULL,
    "output_audio" BIGINT NOT NULL,
    "images" BIGINT NOT NULL,
    "list_pico_usd" DECIMAL(1000,0) NOT NULL,
    "charged_pico_usd" DECIMAL(1000,0) NOT NULL,
    "requests" BIGINT NOT NULL,
    "attempts" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "failed_attempts" BIGINT NOT NULL,
    "latency" DECIMAL(1000,0) NOT NULL,
    "first_token" DECIMAL(1000,0) NOT NULL,

    CONSTRAINT "label_month_pkey" PRIMARY KEY ("month","group_id")
);

CREATE TABLE "rollup_rebuild" (
    "month" DATE NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rollup_rebuild_pkey" PRIMARY KEY ("month")
);

CREATE INDEX "label_group_kind_name_idx" ON "label_group"("kind", "name");

CREATE INDEX "ledger_key_id_opened_at_idx" ON "ledger"("key_id", "opened_at");

CREATE INDEX "ledger_end_user_opened_at_idx" ON "ledger"("end_user", "opened_at");

CREATE INDEX "ledger_opened_at_idx" ON "ledger"("opened_at");

-- Days are cut by the organisation's time zone: when it changes, every month with rows is summed anew. The lock is the one that all
-- writers of the ledger share, so none is under way that still cuts by the old zone and is of a month that is not listed here.
CREATE FUNCTION ask_for_rebuild() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7310007);
    INSERT INTO rollup_rebuild (month) SELECT DISTINCT month FROM usage_month ON CONFLICT (month) DO UPDATE SET asked_at = clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER ask_for_rebuild BEFORE UPDATE OF time_zone ON "settings" FOR EACH ROW
    WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone) EXECUTE FUNCTION ask_for_rebuild();

-- What was written before there were sums; the first month of all stands for the quarter-hours.
INSERT INTO rollup_rebuild (month) SELECT DISTINCT period FROM ledger UNION SELECT DATE '1970-01-01' FROM ledger;
