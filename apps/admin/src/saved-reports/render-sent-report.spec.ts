import { usageOf } from '#providers/usage';
import type { UsageReportDto } from '../reports/report.dto.js';
import { renderFigures } from '../reports/render-figures.js';
import { renderSentReport, type SentReport } from './render-sent-report.js';

const total = renderFigures(
  { usage: mapped(usageOf({ inputText: 7, outputText: 3 })), listPicoUsd: 1n, chargedPicoUsd: 10n ** 12n, requests: 4n, attempts: 5n, errors: 1n, failedAttempts: 2n, latency: [], firstToken: [] },
  { list: 1n, charged: 9n * 10n ** 23n },
);
const report = {
  from: '2026-10-01', to: '2026-10-31', timeZone: 'Europe/Berlin', interval: 'total', groupBy: [], currency: { code: 'EUR', rates: [], previousRates: [] }, isSettled: true, rows: [], rowCount: 2, total, previousTotal: null,
} as unknown as UsageReportDto;
const sent = (some: Partial<SentReport> = {}): SentReport =>
  ({ id: 'run', at: new Date('2026-11-01T07:00:00Z'), saved: { id: 's', name: 'Spend' }, report, link: 'https://ai.example.com/reports/saved/s', file: undefined, money: { decimals: 2, rounding: 'half-even', locale: 'en-US' }, ...some });
const fileOf = (bytes: number, contentType = 'text/csv; charset=utf-8') => ({ filename: 'usage.csv', contentType, content: Buffer.alloc(bytes, 'x') });
const inline = (file: SentReport['file']) => (JSON.parse(renderSentReport(sent({ file })).webhook) as { file: { content: string } | null }).file;

function mapped(usage: ReturnType<typeof usageOf>) {
  return Object.fromEntries(Object.entries(usage).map(([bucket, count]) => [bucket, BigInt(count)])) as Parameters<typeof renderFigures>[0]['usage'];
}

test('a letter has the totals in the report\'s currency and in dollars, and says where the rest is', () => {
  const { letter: { subject, text, attachments } } = renderSentReport(sent({ file: fileOf(1) }));
  expect(subject).toBe('Report "Spend": 2026-10-01 to 2026-10-31');
  for (const line of ['Charged: €0.90', 'In US dollars: $1.00', 'At list prices: $0.00', 'Requests: 4, 1 of them failed', 'Tokens: 7 in, 3 out', 'https://ai.example.com/reports/saved/s']) expect(text.split('\n')).toContain(line);
  expect(attachments).toHaveLength(1);
});

test('people read amounts as the settings say, programs every digit', () => {
  const { letter: { text }, line, webhook } = renderSentReport(sent({ money: { decimals: 12, rounding: 'half-up', locale: 'de-DE' } }));
  for (const amount of [/Charged: 0,900000000000\s€/, /In US dollars: 1,000000000000\s\$/, /At list prices: 0,000000000001\s\$/]) expect(text).toMatch(amount);
  expect(line).toMatch(/: 0,900000000000\s€ charged/);
  expect(JSON.parse(webhook)).toMatchObject({ currency: 'EUR', total: { charged: '0.9', chargedUsd: '1', listUsd: '0.000000000001' } });
});

test('without a file the letter says so', () => {
  const { letter: { text, attachments } } = renderSentReport(sent());
  expect(text).toContain('The file is too large to be sent. It is here:\nhttps://ai.example.com/reports/saved/s');
  expect(attachments).toBeUndefined();
});

test('a webhook holds texts up to one mebibyte, and nothing else', () => {
  expect(inline(fileOf(1024 * 1024))?.content).toHaveLength(1024 * 1024);
  expect(inline(fileOf(1024 * 1024, 'application/json'))).not.toBeNull();
  expect(inline(fileOf(1024 * 1024 + 1))).toBeNull();
  expect(inline(fileOf(1, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'))).toBeNull();
});
