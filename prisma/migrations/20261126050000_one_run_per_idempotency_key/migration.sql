-- One run for each Idempotency-Key, and which request rows are such an answer once more.

-- AlterTable
ALTER TABLE "request" ADD COLUMN     "replay_of" TEXT;

-- CreateTable
CREATE TABLE "idempotent_answer" (
    "key_id" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "request_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "status" SMALLINT,
    "headers" JSONB,
    "error_code" TEXT,
    "answer" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("key_id","key_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "idempotent_answer_request_id_key" ON "idempotent_answer"("request_id");

-- CreateIndex
CREATE INDEX "idempotent_answer_expires_at_idx" ON "idempotent_answer"("expires_at");

ALTER TABLE "idempotent_answer" ADD CONSTRAINT "idempotent_answer_state" CHECK (state IN ('running', 'answered', 'shown'));
ALTER TABLE "idempotent_answer" ADD CONSTRAINT "idempotent_answer_kept" CHECK ((state = 'answered') = (num_nulls(status, headers, answer) = 0));
