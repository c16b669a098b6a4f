-- Labels by month, of whatever project and model: a year of end users is read in one glance.
CREATE TABLE "value_month" (
    "month" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
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

    CONSTRAINT "value_month_pkey" PRIMARY KEY ("month","kind","name","value")
);

INSERT INTO value_month
SELECT month, kind, name, value, sum(input_text), sum(input_audio), sum(input_image), sum(cache_read), sum(cache_write_5m), sum(cache_write_1h), sum(output_text),
    sum(output_reasoning), sum(output_audio), sum(images), sum(list_pico_usd), sum(charged_pico_usd), sum(requests), sum(attempts), sum(errors), sum(failed_attempts),
    sum(latency), sum(first_token)
FROM label_month JOIN label_group ON id = group_id GROUP BY month, kind, name, value;
