-- Proofs that the ledger is whole and that its sums are its own. A result is kept as it was given, and the youngest of them.
CREATE TABLE "ledger_proof" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "ok" BOOLEAN,
    "verdict" JSONB,

    CONSTRAINT "ledger_proof_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "ledger_proof_started_at_idx" ON "ledger_proof"("started_at");
