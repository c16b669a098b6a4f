// What is measured, as it stands at one moment: series by name, each with its samples. Made anew for every reading by whoever knows the
// figures; counted is elsewhere, in plain numbers.
import type { Histogram } from './histogram.js';

export type Labels = Readonly<Record<string, string>>;

/** Counters of whole units stay whole: a bigint is printed to its last digit. */
export interface Sample {
  labels?: Labels;
  value: number | bigint;
  /** Of a histogram: `_bucket`, `_sum`, `_count`. */
  suffix?: string;
}

export interface Series {
  /** With its unit, counters with `_total` at the end. */
  name: string;
  /** One line for people. */
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  samples: readonly Sample[];
}

type Values = number | bigint | readonly Sample[];

/** Only grows, from the start of the process. */
export function counter(name: string, help: string, values: Values): Series {
  return { name, help, type: 'counter', samples: samplesOf(values) };
}

export function gauge(name: string, help: string, values: Values): Series {
  return { name, help, type: 'gauge', samples: samplesOf(values) };
}

export function histogram(name: string, help: string, parts: readonly { labels?: Labels; histogram: Histogram }[]): Series {
  return { name, help, type: 'histogram', samples: parts.flatMap(({ labels = {}, histogram: { bounds, cumulative, count, sum } }) => [
    ...bounds.map((bound, index) => ({ suffix: '_bucket', labels: { ...labels, le: String(bound) }, value: cumulative[index] })),
    { suffix: '_bucket', labels: { ...labels, le: '+Inf' }, value: count },
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: count },
  ]) };
}

function samplesOf(values: Values): readonly Sample[] {
  return typeof values === 'object' ? values : [{ value: values }];
}
