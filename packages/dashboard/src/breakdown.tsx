// Who saved how much: by model, by project, by tool.
import type { Point } from './api.js';
import { count, dollars, percent, share, short } from './format.js';
import { Table } from './parts.js';

const NAMES = { model: 'Models', project: 'Projects', tool: 'Tools' } as const;
type By = keyof typeof NAMES;

const MAX_ROWS = 12;

export function Breakdown({ by, points }: { readonly by: By; readonly points: readonly Point[] }) {
  const sums = new Map<string, { requests: number; before: number; saved: number; net: number }>();
  for (const point of points) {
    const name = String(point[by] ?? '');
    const own = sums.get(name) ?? { requests: 0, before: 0, saved: 0, net: 0 };
    own.requests += point.requests;
    own.before += point.tokens_before;
    own.saved += point.tokens_saved;
    own.net += point.net_saved_usd;
    sums.set(name, own);
  }
  const rows = [...sums].sort(([, a], [, b]) => b.saved - a.saved).slice(0, MAX_ROWS);
  // A tool's results have no bill of their own.
  const hasMoney = by !== 'tool';
  return (
    <Table
      title={NAMES[by]}
      columns={[
        NAMES[by].slice(0, -1),
        hasMoney ? 'requests' : 'results',
        'saved',
        '%',
        ...(hasMoney ? ['net saved'] : []),
      ]}
      rows={rows.map(([name, { requests, before, saved, net }]) => [
        name,
        count(requests),
        short(saved),
        percent(share(saved, before)),
        ...(hasMoney ? [dollars(net)] : []),
      ])}
    />
  );
}
