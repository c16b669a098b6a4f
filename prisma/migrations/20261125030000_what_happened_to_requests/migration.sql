-- What happened to each authenticated request, refused ones too. No figure of money is read from it, so it is no record for good:
-- a partition for each day (UTC) of "at", dropped as a whole when it is old.

CREATE TABLE "request" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "key_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "model_asked" TEXT,
    "status" INTEGER NOT NULL,
    "error_code" TEXT,
    "stream" BOOLEAN NOT NULL,
    "attempts" JSONB NOT NULL DEFAULT '[]',
    "params_dropped" TEXT[],
    "total_ms" INTEGER NOT NULL,
    "process_id" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    -- In the order of the list: newest first of all is this index read backwards.
    CONSTRAINT "request_pkey" PRIMARY KEY ("at","id")
) PARTITION BY RANGE ("at");

CREATE INDEX "request_id_idx" ON "request"("id");
CREATE INDEX "request_written_at_id_idx" ON "request"("written_at", "id");
CREATE INDEX "request_project_id_at_id_idx" ON "request"("project_id", "at", "id");
CREATE INDEX "request_key_id_at_id_idx" ON "request"("key_id", "at", "id");

-- For a row of a day that nobody made a partition for.
CREATE TABLE "request_default" PARTITION OF "request" DEFAULT;

-- True when it was made. False when it is there, or when the default partition already holds rows of that day: they stay.
CREATE FUNCTION make_request_partition(day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    name text := 'request_' || to_char(day, 'YYYY_MM_DD');
    first timestamptz := day::timestamp AT TIME ZONE 'UTC';
    next timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF to_regclass(quote_ident(name)) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF request FOR VALUES FROM (%L) TO (%L)', name, first, next);
    RETURN true;
EXCEPTION WHEN check_violation THEN
    RETURN false;
END $$;

-- Drops the partitions of all days before this one; how many they were. Rows of the default partition go one by one.
CREATE FUNCTION drop_request_partitions(before date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    name text;
    dropped integer := 0;
BEGIN
    FOR name IN
        SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
        WHERE inhparent = 'request'::regclass AND child.relname < 'request_' || to_char(before, 'YYYY_MM_DD') AND child.relname ~ '^request_\d{4}_\d\d_\d\d$'
    LOOP
        EXECUTE format('DROP TABLE %I', name);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM request_default WHERE "at" < before::timestamp AT TIME ZONE 'UTC';
    RETURN dropped;
END $$;
