-- What a US dollar is worth in other currencies day by day; the day with which fiscal months begin; how amounts are shown.
-- AlterTable
ALTER TABLE "settings" ADD COLUMN     "fiscal_year_start_day" SMALLINT NOT NULL DEFAULT 1,
ADD COLUMN     "money_decimals" SMALLINT NOT NULL DEFAULT 2,
ADD COLUMN     "number_locale" TEXT NOT NULL DEFAULT 'en-US',
ADD COLUMN     "rounding" TEXT NOT NULL DEFAULT 'half-even';

-- CreateTable
CREATE TABLE "currency_rate" (
    "currency" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "rate" DECIMAL(30,12) NOT NULL,
    "source" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "currency_rate_pkey" PRIMARY KEY ("currency","day")
);

-- CreateIndex
CREATE INDEX "currency_rate_day_currency_idx" ON "currency_rate"("day", "currency");


-- Every month has 28 days.
ALTER TABLE "settings" ADD CONSTRAINT "settings_fiscal_year_start_day" CHECK (fiscal_year_start_day BETWEEN 1 AND 28);
ALTER TABLE "settings" ADD CONSTRAINT "settings_money_decimals" CHECK (money_decimals BETWEEN 0 AND 12);
ALTER TABLE "settings" ADD CONSTRAINT "settings_rounding" CHECK (rounding IN ('half-even', 'half-up'));
ALTER TABLE "currency_rate" ADD CONSTRAINT "currency_rate_is_positive" CHECK (rate > 0);
ALTER TABLE "currency_rate" ADD CONSTRAINT "currency_rate_is_not_of_dollars" CHECK (currency ~ '^[A-Z]{3}$' AND currency <> 'USD');
