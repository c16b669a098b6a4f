// The journal as series: how far Postgres is behind, and whether anything was lost on the way.
import type { LedgerWriter } from '#metering/ledger-writer';
import { counter, gauge, type Series } from '#server/metrics/series';

export function journalSeries(counts: ReturnType<LedgerWriter['counts']>): Series[] {
  return [
    gauge('aiproxy_journal_waiting_rows', 'Rows of the journal that are not in Postgres', counts.waiting),
    gauge('aiproxy_journal_oldest_seconds', 'Since when the oldest of these rows waits', counts.waitingMs / 1000),
    gauge('aiproxy_journal_bytes', 'Size of the journal on disk', counts.bytes),
    gauge('aiproxy_journal_unprotected', 'Attempts and rows that memory alone has, since there is no room on disk', counts.unprotected),
    gauge('aiproxy_journal_open_attempts', 'Calls to providers under way', counts.open),
    counter('aiproxy_journal_replayed_total', 'Rows brought to Postgres for processes that died', counts.replayed),
    counter('aiproxy_journal_broken_lines_total', 'Lines that could not be read', counts.broken),
    counter('aiproxy_journal_lost_total', 'Attempts without a row; provably 0', counts.lost),
    counter('aiproxy_journal_unstorable_total', 'Rows that Postgres could not store, and the log has instead', counts.unstorable),
    counter('aiproxy_journal_refused_total', 'Calls that did not go out since the journal had no room', counts.refused),
  ];
}
