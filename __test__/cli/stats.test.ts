// `headroom stats`: the figures that proxies wrote to a file.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Workplace } from './headroom.js';

const place = new Workplace();
/** A user who never ran a proxy. */
const fresh = new Workplace();
const HOUR = 3_600_000;
const NOW = Date.now();
const line = (start: number, names: object, tokens: number): string =>
  JSON.stringify({
    hour: start,
    ...names,
    requests: 1,
    tokensBefore: tokens,
    tokensAfter: tokens / 4,
    cost: 20_000_000,
    saved: 10_000_000,
    missCost: 1_000_000,
  });

async function savings(): Promise<string> {
  const lines = [0, 400 * 24].flatMap((ago) => [
    line(NOW - ago * HOUR, { all: '' }, 8000),
    line(NOW - ago * HOUR, { model: ago === 0 ? 'claude-sonnet-5' : 'gpt-4o' }, 8000),
  ]);
  return place.place('.state/headroom/savings.jsonl', `${lines.join('\n')}\n`);
}

const rows = (output: Buffer): string[] =>
  output
    .toString()
    .trimEnd()
    .split('\n')
    .map((row) => row.trim().replace(/ {2,}/g, ' | '));

it('prints today, the month and all time', async () => {
  await savings();
  const { code, stdout, stderr } = place.run(['stats']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(rows(stdout)).toEqual([
    'requests | tokens | saved |  | cost | net saved'.replace(' |  |', ' |'),
    'today | 1 | 8,000 | 6,000 | 75.0% | $0.0200 | $0.009000',
    'this month | 1 | 8,000 | 6,000 | 75.0% | $0.0200 | $0.009000',
    'all time | 2 | 16,000 | 12,000 | 75.0% | $0.0400 | $0.0180',
  ]);
});

it('says what could be saved, and does not count it as saved', async () => {
  const audited = JSON.stringify({
    hour: NOW,
    all: '',
    requests: 1,
    tokensBefore: 100,
    tokensAfter: 100,
    couldSave: 60,
  });
  const file = await place.place('audited.jsonl', `${audited}\n`);
  const { stdout } = place.run(['stats', '--file', file]);
  expect(stdout.toString()).toMatch(/all time +1 +100 +0 /);
  expect(stdout.toString()).toContain('all time: 60 tokens could be saved in what the mode audit sent unchanged\n');
});

it('prints rows by model and by period, and JSON', async () => {
  const file = await savings();
  expect(rows(place.run(['stats', '--by', 'model']).stdout).map((row) => row.split(' | ')[0])).toEqual([
    'requests',
    'claude-sonnet-5',
    'gpt-4o',
  ]);
  expect(rows(place.run(['stats', '--series', 'monthly']).stdout)).toHaveLength(3);
  const { stdout } = place.run(['stats', '--json', '--file', file]);
  expect(JSON.parse(stdout.toString()).at(-1)).toMatchObject({
    name: 'all time',
    requests: 2,
    tokens_saved: 12_000,
    cost_usd: 0.04,
    net_saved_usd: 0.018,
  });
});

it('prints zeros if nothing was saved yet, and reports what it cannot read', () => {
  expect(rows(fresh.run(['stats']).stdout).at(-1)).toMatch(/^all time \| 0 \| 0/);
  expect(place.run(['stats', '--file', place.folder])).toMatchObject({
    code: 1,
    stderr: `headroom: cannot read ${place.folder}: it is no regular file\n`,
  });
});

it('only reads: it refuses what is no file of savings, and creates nothing', async () => {
  const request = await place.place('request.json', '{"messages":[]}\n');
  for (const [file, said] of [
    [request, 'there are no savings of a proxy in'],
    [`${request}.gone`, 'there is no such file'],
  ] as const) {
    const { code, stderr } = place.run(['stats', '--file', file]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(said) });
  }
  expect(existsSync(`${request}.gone`)).toBe(false);
  expect(fresh.run(['stats']).code).toBe(0);
  expect(existsSync(join(fresh.folder, '.state/headroom/savings.jsonl'))).toBe(false);
});
