// The moment at which a local day begins, in SQL. Postgres takes a midnight that comes twice (Havana, the Azores) for the second one, and the
// hour between the two would be on neither day.

/** `day`: a date, `zone`: a time zone's name, both as SQL. */
export const firstMomentOf = (day: string, zone: string) => `(
      SELECT min(moment) FROM unnest(ARRAY[0, 30, 60]) AS earlier (minutes), LATERAL (SELECT (${day})::timestamp AT TIME ZONE ${zone} - minutes * interval '1 minute' AS moment) AS candidate
      WHERE (moment AT TIME ZONE ${zone}) >= (${day})::timestamp)`;
