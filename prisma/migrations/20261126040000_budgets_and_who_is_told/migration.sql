-- Budgets as admins set them, what happens to them, and whom that is told to.

-- AlterTable
ALTER TABLE "settings" ADD COLUMN     "fiscal_year_start_month" SMALLINT NOT NULL DEFAULT 1,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "budget" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "project_id" TEXT,
    "window" TEXT NOT NULL,
    "cap_pico_usd" DECIMAL(30,0) NOT NULL,
    "mode" TEXT NOT NULL,
    "thresholds" INTEGER[],
    "channel_ids" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "managed_by" TEXT NOT NULL DEFAULT 'api',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_raise" (
    "id" TEXT NOT NULL,
    "budget_id" TEXT NOT NULL,
    "amount_pico_usd" DECIMAL(30,0) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "budget_raise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_event" (
    "id" TEXT NOT NULL,
    "budget_id" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "percent" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "spent_pico_usd" DECIMAL(30,0) NOT NULL,
    "cap_pico_usd" DECIMAL(30,0) NOT NULL,

    CONSTRAINT "budget_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_channel" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "secret" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "notification_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_delivery" (
    "event_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "notification_delivery_pkey" PRIMARY KEY ("event_id","channel_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "budget_name_key" ON "budget"("name");

-- CreateIndex
CREATE INDEX "budget_project_id_idx" ON "budget"("project_id");

-- CreateIndex
CREATE INDEX "budget_raise_budget_id_idx" ON "budget_raise"("budget_id");

-- CreateIndex
CREATE UNIQUE INDEX "budget_event_budget_id_window_start_percent_key" ON "budget_event"("budget_id", "window_start", "percent");

-- CreateIndex
CREATE UNIQUE INDEX "notification_channel_name_key" ON "notification_channel"("name");

-- CreateIndex
CREATE INDEX "notification_delivery_next_at_idx" ON "notification_delivery"("next_at");

-- CreateIndex
CREATE INDEX "notification_delivery_channel_id_idx" ON "notification_delivery"("channel_id");

-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_raise" ADD CONSTRAINT "budget_raise_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budget"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_event" ADD CONSTRAINT "budget_event_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budget"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_delivery" ADD CONSTRAINT "notification_delivery_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "budget_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_delivery" ADD CONSTRAINT "notification_delivery_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "notification_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "settings" ADD CONSTRAINT "settings_fiscal_year_start_month" CHECK (fiscal_year_start_month BETWEEN 1 AND 12);
ALTER TABLE "budget" ADD CONSTRAINT "budget_scope" CHECK (scope IN ('key', 'project', 'member', 'end-user', 'tag', 'model'));
ALTER TABLE "budget" ADD CONSTRAINT "budget_window" CHECK ("window" IN ('day', 'week', 'month', 'quarter', 'fiscal-quarter', 'fiscal-year', 'total'));
ALTER TABLE "budget" ADD CONSTRAINT "budget_mode" CHECK (mode IN ('hard', 'soft'));
ALTER TABLE "budget" ADD CONSTRAINT "budget_cap_is_not_negative" CHECK (cap_pico_usd >= 0);
ALTER TABLE "budget" ADD CONSTRAINT "budget_of_a_key_or_project_is_in_it" CHECK (project_id IS NOT NULL OR scope NOT IN ('key', 'project'));
ALTER TABLE "budget" ADD CONSTRAINT "budget_of_a_member_is_in_no_project" CHECK (project_id IS NULL OR scope <> 'member');
ALTER TABLE "budget_raise" ADD CONSTRAINT "budget_raise_is_more" CHECK (amount_pico_usd > 0);
ALTER TABLE "notification_channel" ADD CONSTRAINT "notification_channel_kind" CHECK (kind IN ('webhook', 'slack', 'email'));

CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "budget" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "budget_raise" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
