// Prometheus' text format (exposition format 0.0.4).
import type { Histogram } from '../ledger/index.js';

export type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

export function counter(name: string, help: string, samples: readonly Sample[]): string {
  return metric('counter', name, help, samples);
}

export function gauge(name: string, help: string, value: number): string {
  return metric('gauge', name, help, [[{}, value]]);
}

/** @param unit - by which what was counted is divided: Prometheus wants seconds. */
export function histogram(name: string, help: string, values: Histogram, unit: number = 1): string {
  const full = `headroom_${name}`;
  const counts = values.cumulative();
  const ranges = values.bounds.map((bound, at) => `${full}_bucket{le="${bound / unit}"} ${counts[at]}\n`);
  return `${head('histogram', full, help)}${ranges.join('')}${full}_bucket{le="+Inf"} ${values.count}\n${full}_sum ${values.sum / unit}\n${full}_count ${values.count}\n`;
}

function metric(type: string, name: string, help: string, samples: readonly Sample[]): string {
  const full = `headroom_${name}`;
  const lines = samples.map(([labels, value]) => `${full}${labelled(labels)} ${value}\n`);
  return head(type, full, help) + lines.join('');
}

function head(type: string, name: string, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}
