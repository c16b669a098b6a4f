-- Corrections are few among millions: found by the request that they correct, and all of them at once. Prisma has no words for an index of
-- some rows, and does not see it.
CREATE INDEX "ledger_corrections_idx" ON "ledger"("corrects_request_id") WHERE "corrects_request_id" IS NOT NULL;
