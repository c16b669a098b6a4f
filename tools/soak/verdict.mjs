// What a soak has shown, as one table, and whether it holds.

const mebibyte = 1024 * 1024;
const growthMaxMib = 20;
const successMin = 0.999;

export function verdict({ answers, direct, quiet, seconds, calls, rows, leftAlone, span, memories, places, sockets, answering }) {
  const ok = answers.filter((one) => one.ok);
  const attempts = answers.flatMap((one) => one.attempts ?? []);
  const success = ok.length / answers.length;
  const grown = mib(memories.end.heapUsed) - mib(memories.tenth.heapUsed);
  const total = calls[0].length + calls[1].length;
  const lines = [
    ['requests answered whole', `${ok.length} of ${answers.length} (${percent(success)})`],
    ...failuresOf(answers).map(([what, count]) => [`  ${what}`, String(count)]),
    ['attempts per request', `${(sum(attempts) / attempts.length).toFixed(3)} on average, at most ${Math.max(...attempts)}`],
    ['calls to the failing one', shares(calls, leftAlone, span)],
    ['latency, direct', times(direct.map(({ ms }) => ms))],
    ['latency, through the proxy', times(answers.map(({ ms }) => ms))],
    ['  added', added(answers, direct)],
    ['  added, one caller, none failing', added(quiet.through, quiet.direct)],
    ['  of that ours, as the proxy says', times(answers.flatMap((one) => one.overheadMs ?? []))],
    ['requests per second', (answers.length / seconds).toFixed(0)],
    ...Object.entries({ 'at the start': memories.start, 'after a tenth': memories.tenth, 'at the end': memories.end, 'after streams were left': memories.left })
      .map(([when, { rss, heapUsed }]) => [`memory ${when}`, `${mib(rss).toFixed(0)} MiB resident, ${mib(heapUsed).toFixed(1)} MiB heap`]),
    ['connections to the providers', `${sockets.join(' and ')} at the end, ${answering} with a call`],
    ['calls that reached the providers', `${total}, rows in the ledger ${rows}`],
    ['places of the key', `${places.free} of ${places.limit} free at the end`],
  ];
  const faults = [
    success < successMin && `fewer than ${percent(successMin)} were answered whole`,
    grown > growthMaxMib && `the heap grew by ${grown.toFixed(1)} MiB after the first tenth`,
    mib(memories.left.heapUsed) - mib(memories.tenth.heapUsed) > growthMaxMib && 'the heap grew by streams that were left',
    rows !== total && 'the ledger has not one row for each call',
    answering > 0 && 'calls of callers that have left go on',
    places.free !== places.limit && 'places of the key are still taken',
  ].filter(Boolean);
  return { text: lines.map(([name, value]) => `${name.padEnd(36)}${value}`).join('\n'), faults };
}

const mib = (bytes) => bytes / mebibyte;
const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
const percent = (part) => `${(part * 100).toFixed(2)} %`;

function failuresOf(answers) {
  const counts = new Map();
  for (const { ok, status, failure, body } of answers) {
    if (ok) continue;
    const what = failure ?? `${status} ${/"code":"(\w+)"/.exec(body)?.[1] ?? 'not whole'}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts];
}

function quantile(numbers, part) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

const times = (numbers) => `p50 ${quantile(numbers, 0.5).toFixed(1)} ms, p99 ${quantile(numbers, 0.99).toFixed(1)} ms`;

function added(answers, direct) {
  const [through, without] = [answers, direct].map((list) => list.map(({ ms }) => ms));
  return [0.5, 0.99].map((part) => `p${part * 100} ${(quantile(through, part) - quantile(without, part)).toFixed(1)} ms`).join(', ');
}

/** Of all calls of either time: before it was first left alone, and from then on. */
function shares(calls, leftAlone, [begunAt, endedAt]) {
  const share = (from, to) => {
    const [well, failing] = calls.map((times) => times.filter((at) => at >= from && at < to).length);
    return percent(failing / Math.max(1, well + failing));
  };
  if (!leftAlone) return `${share(begunAt, endedAt)}; it was never left alone`;
  const { at, state } = leftAlone;
  return `${share(begunAt, at)} in the ${((at - begunAt) / 1000).toFixed(1)} s before it was first left alone (${state}), then ${share(at, endedAt)}`;
}
