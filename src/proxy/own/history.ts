// Savings over time, including those before a restart, as JSON or CSV.
import { none, PERIODS, told, type Bucket, type Period } from '../ledger/index.js';
import type { App } from '../app.js';
import { sendError, sendJson, sendText } from '../reply.js';
import type { OwnRoute } from './route.js';

const SERIES: Readonly<Record<string, Period>> = { hourly: 'hour', daily: 'day', weekly: 'week', monthly: 'month' };
const DIMENSIONS = ['model', 'project', 'route', 'tool'] as const;

export const history: OwnRoute = {
  method: 'GET',
  path: '/stats-history',
  access: 'own',
  run: (app, request, response) => {
    const { searchParams } = new URL(request.url!, 'http://localhost');
    const { format = 'json', series, by } = Object.fromEntries(searchParams) as Record<string, string | undefined>;
    const dimension = by === undefined ? 'all' : DIMENSIONS.find((known) => known === by);
    const period = series === undefined ? undefined : SERIES[series];
    if (!dimension) return sendError(response, 400, `\`by\` is one of ${DIMENSIONS.join(', ')}.`);
    if (series !== undefined && !period)
      return sendError(response, 400, `\`series\` is one of ${Object.keys(SERIES).join(', ')}.`);
    if (format === 'csv') {
      const rows = app.ledger.history.series(period ?? 'day', dimension);
      return sendText(response, 200, csvOf(rows), 'text/csv');
    }
    if (format !== 'json') return sendError(response, 400, '`format` is json or csv.');
    const wanted = Object.entries(SERIES).filter(([name]) => series === undefined || name === series);
    const all = wanted.map(([name, own]) => [name, app.ledger.history.series(own, dimension).map(pointOf)]);
    return sendJson(response, 200, { ...aboutOf(app), series: Object.fromEntries(all) });
  },
};

function aboutOf({ ledger }: App): object {
  return {
    schema_version: 1,
    generated_at: new Date().toISOString(),
    lifetime: told(ledger.history.total()),
    exports: {
      default_format: 'json',
      available_formats: ['json', 'csv'],
      available_series: Object.keys(SERIES),
      available_dimensions: DIMENSIONS,
    },
    retention: { hourly_days: 35, daily_days: 400, periods: PERIODS },
  };
}

function pointOf({ start, dimension, name, sums }: Bucket): object {
  return { start: new Date(start).toISOString(), ...(dimension !== 'all' && { [dimension]: name }), ...told(sums) };
}

const COLUMNS = Object.keys(told(none()));

function csvOf(buckets: readonly Bucket[]): string {
  const rows = buckets.map(({ start, name, sums }) => {
    const figures = told(sums);
    return [new Date(start).toISOString(), cell(name), ...COLUMNS.map((column) => String(figures[column]))];
  });
  return [['start', 'name', ...COLUMNS], ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** A name as a cell. A spreadsheet would read a text with such a start as a formula. Quotes follow RFC 4180. */
function cell(name: string): string {
  const safe = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
