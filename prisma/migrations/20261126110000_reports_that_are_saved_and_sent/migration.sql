-- Usage reports that members keep under a name, when they are sent and to whom, and how each sending ended.
-- CreateTable
CREATE TABLE "saved_report" (
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "query" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "saved_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_schedule" (
    "id" TEXT NOT NULL,
    "report_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "token_role" TEXT,
    "cadence" TEXT NOT NULL,
    "day" SMALLINT,
    "minute" SMALLINT NOT NULL,
    "format" TEXT NOT NULL,
    "member_ids" TEXT[],
    "channel_id" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "next_at" TIMESTAMPTZ(3),
    "time_zone" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "report_schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_run" (
    "id" TEXT NOT NULL,
    "report_id" TEXT NOT NULL,
    "schedule_id" TEXT,
    "started_by" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "problem" TEXT,
    "span_from" TEXT,
    "span_to" TEXT,
    "row_count" INTEGER,
    "charged_pico_usd" DECIMAL(38,0),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3),
    "taken_by" TEXT[],

    CONSTRAINT "report_run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "saved_report_owner_id_idx" ON "saved_report"("owner_id");

-- CreateIndex
CREATE INDEX "report_schedule_report_id_idx" ON "report_schedule"("report_id");

-- CreateIndex
CREATE INDEX "report_schedule_next_at_idx" ON "report_schedule"("next_at");

-- CreateIndex
CREATE INDEX "report_run_report_id_id_idx" ON "report_run"("report_id", "id");

-- CreateIndex
CREATE INDEX "report_run_schedule_id_idx" ON "report_run"("schedule_id");

-- CreateIndex
CREATE INDEX "report_run_next_at_idx" ON "report_run"("next_at");

-- AddForeignKey
ALTER TABLE "saved_report" ADD CONSTRAINT "saved_report_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "saved_report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "notification_channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_run" ADD CONSTRAINT "report_run_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "saved_report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_run" ADD CONSTRAINT "report_run_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "report_schedule"("id") ON DELETE SET NULL ON UPDATE CASCADE;


