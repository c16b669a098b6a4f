-- How a request finds its way: strategies, fallbacks and time limits of targets, how targets stand, and failures on purpose.

-- DropIndex
DROP INDEX "target_model_id_provider_id_upstream_model_key";

-- AlterTable
ALTER TABLE "model" ADD COLUMN     "fallbacks" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "strategy" TEXT NOT NULL DEFAULT 'weighted';

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "on_hang_up" TEXT NOT NULL DEFAULT 'abort';

-- AlterTable
ALTER TABLE "target" ADD COLUMN     "region" TEXT,
ADD COLUMN     "timeouts" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "circuit" (
    "credential_id" TEXT NOT NULL,
    "target_id" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "circuit_pkey" PRIMARY KEY ("credential_id","target_id")
);

-- CreateTable
CREATE TABLE "drill" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "provider_id" TEXT,
    "target_id" TEXT,
    "effect" TEXT NOT NULL,
    "share" SMALLINT NOT NULL,
    "delay_ms" INTEGER,
    "fail_percent" SMALLINT,
    "reason" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "drill_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "drill_project_id_starts_at_idx" ON "drill"("project_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "target_model_id_provider_id_upstream_model_credential_id_re_key" ON "target"("model_id", "provider_id", "upstream_model", "credential_id", "region") NULLS NOT DISTINCT;

-- AddForeignKey
ALTER TABLE "drill" ADD CONSTRAINT "drill_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "project" ADD CONSTRAINT "project_on_hang_up" CHECK (on_hang_up IN ('abort', 'drain'));
ALTER TABLE "model" ADD CONSTRAINT "model_strategy" CHECK (strategy IN ('weighted', 'latency', 'cheapest', 'affinity'));
ALTER TABLE "circuit" ADD CONSTRAINT "circuit_state" CHECK (state IN ('open', 'half-open', 'cooling', 'refused'));
ALTER TABLE "drill" ADD CONSTRAINT "drill_effect" CHECK (effect IN ('down', 'slow', 'flaky'));
ALTER TABLE "drill" ADD CONSTRAINT "drill_scope" CHECK (num_nonnulls(provider_id, target_id) = 1);
ALTER TABLE "drill" ADD CONSTRAINT "drill_share" CHECK (share BETWEEN 1 AND 100);
ALTER TABLE "drill" ADD CONSTRAINT "drill_time" CHECK (ends_at > starts_at);

CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "drill" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
