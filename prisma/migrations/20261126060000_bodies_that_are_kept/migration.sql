-- What was said, sealed, where a project wants it kept for some days: a partition for each day (UTC) of "at", dropped as a whole when
-- it is old.

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "keep_bodies" TEXT NOT NULL DEFAULT 'none',
ADD COLUMN     "keep_bodies_days" SMALLINT NOT NULL DEFAULT 7;

ALTER TABLE "project" ADD CONSTRAINT "project_keep_bodies" CHECK (keep_bodies IN ('none', 'requests', 'both'));
ALTER TABLE "project" ADD CONSTRAINT "project_keep_bodies_days" CHECK (keep_bodies_days BETWEEN 1 AND 90);

CREATE TABLE "request_body" (
    "request_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "project_id" TEXT NOT NULL,
    "request" BYTEA NOT NULL,
    "request_cut" BOOLEAN NOT NULL,
    "answer" BYTEA,
    "answer_cut" BOOLEAN NOT NULL,

    CONSTRAINT "request_body_pkey" PRIMARY KEY ("at","request_id")
) PARTITION BY RANGE ("at");

CREATE INDEX "request_body_request_id_idx" ON "request_body"("request_id");
CREATE INDEX "request_body_project_id_at_idx" ON "request_body"("project_id", "at");

-- For a row of a day that nobody made a partition for.
CREATE TABLE "request_body_default" PARTITION OF "request_body" DEFAULT;

-- True when it was made. False when it is there, or when the default partition already holds rows of that day: they stay.
CREATE FUNCTION make_request_body_partition(day date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    name text := 'request_body_' || to_char(day, 'YYYY_MM_DD');
    first timestamptz := day::timestamp AT TIME ZONE 'UTC';
    next timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF to_regclass(quote_ident(name)) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF request_body FOR VALUES FROM (%L) TO (%L)', name, first, next);
    RETURN true;
EXCEPTION WHEN check_violation THEN
    RETURN false;
END $$;

-- What no project may keep any longer: whole days before the longest time that any of them has, and of the others what is older than
-- its own project wants. How many partitions and rows that were.
CREATE FUNCTION drop_request_bodies(at_this_moment timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    longest integer := (SELECT coalesce(max(keep_bodies_days), 1) FROM project);
    last_day text := 'request_body_' || to_char((at_this_moment AT TIME ZONE 'UTC')::date - longest, 'YYYY_MM_DD');
    name text;
    dropped integer := 0;
    deleted integer;
BEGIN
    FOR name IN
        SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
        WHERE inhparent = 'request_body'::regclass AND child.relname < last_day AND child.relname ~ '^request_body_\d{4}_\d\d_\d\d$'
    LOOP
        EXECUTE format('DROP TABLE %I', name);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM request_body USING project
    WHERE project.id = request_body.project_id AND request_body.at <= at_this_moment - project.keep_bodies_days * interval '1 day';
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN dropped + deleted;
END $$;
