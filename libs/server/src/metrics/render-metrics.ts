// Series in Prometheus' text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/
import type { Labels, Sample, Series } from './series.js';

export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8';

/** A name that comes twice would make the whole reading void: the first one stands. */
export function renderMetrics(all: readonly Series[]): string {
  const byName = new Map<string, Series>();
  for (const series of all) if (!byName.has(series.name)) byName.set(series.name, series);
  return [...byName.values()].map(renderSeries).join('');
}

function renderSeries({ name, help, type, samples }: Series): string {
  const lines = samples.map(({ suffix = '', labels, value }) => `${name}${suffix}${renderLabels(labels)} ${renderValue(value)}\n`);
  return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function renderLabels(labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function renderValue(value: Sample['value']): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}

const escapeHelp = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const escapeLabel = (text: string) => escapeHelp(text).replaceAll('"', '\\"');
