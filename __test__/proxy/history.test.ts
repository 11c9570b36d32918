// Savings outlive the process, and several processes share one file.
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { History, startOf } from '../../dist/src/proxy/index.js';
import { ANTHROPIC, ROWS } from './samples.js';
import { get, json, post, says, startAt, withProvider } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'headroom-history-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const file = (): string => join(folder, `of-its-own-${files++}`, 'savings.jsonl');

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 4, 20, 13, 30);

describe('periods', () => {
  it.each([
    ['hour', Date.UTC(2026, 4, 20, 13)],
    ['day', Date.UTC(2026, 4, 20)],
    ['week', Date.UTC(2026, 4, 18)],
    ['month', Date.UTC(2026, 4)],
  ] as const)('a %s begins in UTC', (period, start) => {
    expect(startOf(period, NOW)).toBe(start);
    expect(startOf(period, start)).toBe(start);
    expect(startOf(period, start - 1)).toBeLessThan(start);
  });

  it('a series has the sums of all its hours', () => {
    const history = new History(undefined);
    for (let hour = 0; hour < 24 * 70; hour += 1)
      history.add({ all: '', model: `m${hour % 2}` }, { requests: 1, cost: hour }, NOW + hour * 3_600_000);
    for (const period of ['hour', 'day', 'week', 'month'] as const) {
      const series = history.series(period);
      expect(series.reduce((sum, { sums }) => sum + sums.requests, 0)).toBe(24 * 70);
      expect(series.map(({ start }) => start)).toEqual(series.map(({ start }) => startOf(period, start)));
      expect(new Set(series.map(({ start }) => start)).size).toBe(series.length);
    }
    expect(history.series('month', 'model').length).toBe(2 * history.series('month').length);
  });
});

describe('the file', () => {
  it('is readable by its user only, and survives a restart', async () => {
    const path = file();
    const first = new History(path);
    first.add({ all: '', model: 'a' }, { requests: 2, saved: 5_000_000_000 }, NOW);
    await first.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const second = new History(path);
    expect(second.total()).toMatchObject({ requests: 2, saved: 5_000_000_000 });
    expect(second.since(0, 'model').get('a')).toMatchObject({ requests: 2 });
    expect(second.total(NOW + DAY).requests).toBe(0);
  });

  it('has the sums of several processes, and each process sees all of them', () => {
    const path = file();
    const all = [new History(path), new History(path), new History(path)];
    for (let round = 0; round < 20; round += 1)
      for (const [at, history] of all.entries()) {
        history.add({ all: '' }, { requests: 1, cost: at }, NOW);
        if (round % (at + 1) === 0) history.flush();
      }
    for (const history of [...all, ...all]) history.flush();
    for (const history of [...all, new History(path)])
      expect(history.total()).toMatchObject({ requests: 60, cost: 60 });
  });

  it('ignores torn, forged and foreign lines', () => {
    const path = file();
    new History(path).flush();
    const good = { hour: NOW, all: '', requests: 3 };
    const lines = [
      'no JSON',
      '[1]',
      '{"hour":"x","all":""}',
      '{"hour":1e400,"all":""}',
      '{"all":"","requests":5}',
      JSON.stringify({ ...good, cost: 'much', output: null, __proto__: 1 }),
      JSON.stringify(good).slice(0, -3),
    ];
    writeFileSync(path, lines.join('\n'));
    const history = new History(path);
    history.add({ all: '' }, { requests: 1 }, NOW);
    history.flush();
    expect(new History(path).total()).toMatchObject({ requests: 4, cost: 0 });
  });

  it('rolls old hours up into days and old days into months, with the same sums', () => {
    const path = file();
    new History(path).flush();
    const now = Date.now();
    const lines = Array.from({ length: 20_000 }, (_, at) => {
      const hour = startOf('hour', now - at * 3_600_000);
      return JSON.stringify({ hour, all: '', requests: 1, tokensBefore: 123_456, cost: 1_000_000 + at });
    });
    writeFileSync(path, lines.join('\n'));
    const history = new History(path);
    expect(statSync(path).size).toBeLessThan(200_000);
    for (const own of [history, new History(path)])
      expect(own.total()).toMatchObject({ requests: 20_000, cost: 20_000 * 1_000_000 + (19_999 * 20_000) / 2 });
    for (const period of ['hour', 'day', 'month']) expect(readFileSync(path, 'utf8')).toContain(`{"${period}":`);
  });

  it('has a bounded number of names', () => {
    const history = new History(undefined);
    for (let at = 0; at < 500; at += 1) history.add({ model: `m${at}` }, { requests: 1 }, NOW);
    const models = history.since(0, 'model');
    expect(models.size).toBe(101);
    expect(models.get('(others)')!.requests).toBe(400);
  });

  it('waits while another process writes, but not for one that died', () => {
    const path = file();
    new History(path).flush();
    writeFileSync(`${path}.lock`, '');
    const history = new History(path);
    history.add({ all: '' }, { requests: 1 }, NOW);
    history.flush();
    expect(new History(undefined).total().requests).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('');
    utimesSync(`${path}.lock`, new Date(0), new Date(0));
    history.flush();
    history.flush();
    expect(readFileSync(path, 'utf8')).toContain('"requests":1');
  });

  it('can be read while another process writes, and nothing is counted twice', () => {
    const path = file();
    const first = new History(path);
    first.add({ all: '' }, { requests: 3 }, NOW);
    first.flush();
    writeFileSync(`${path}.lock`, '');
    const second = new History(path);
    expect(second.total().requests).toBe(3);
    second.add({ all: '' }, { requests: 1 }, NOW);
    rmSync(`${path}.lock`);
    second.flush();
    expect(second.total().requests).toBe(4);
    expect(new History(path).total().requests).toBe(4);
  });

  it('that cannot be written is reported, and nothing else fails', () => {
    const said: string[] = [];
    const history = new History(join(folder, 'x\0y'), (problem) => said.push(problem));
    history.add({ all: '' }, { requests: 1 }, NOW);
    history.flush();
    expect(history.total().requests).toBe(1);
    expect(history.problem).toBeTypeOf('string');
    expect(said).toEqual([history.problem]);
    const broken = new History(join(folder, 'later', 'savings.jsonl'), (problem) => said.push(problem));
    rmSync(join(folder, 'later'), { recursive: true });
    for (let at = 0; at < 3; at++) {
      broken.add({ all: '' }, { requests: 1 }, NOW);
      broken.flush();
    }
    expect(said).toEqual([history.problem, 'ENOENT']);
  });
});

describe('GET /stats-history', () => {
  const OK = says('{"usage":{"input_tokens":900,"output_tokens":10,"cache_read_input_tokens":0}}');

  it('continues after a restart, as JSON and as CSV', () =>
    withProvider(OK, async ({ url }) => {
      const savings = file();
      for (const requests of [1, 2]) {
        const proxy = await startAt(url, { savings });
        await post(proxy.url + ANTHROPIC.path, JSON.stringify(ANTHROPIC.request(ROWS)));
        const history = await json(get(`${proxy.url}/stats-history`));
        expect(Object.keys(history.series)).toEqual(['hourly', 'daily', 'weekly', 'monthly']);
        expect(history.lifetime.requests).toBe(requests);
        expect(history.series.monthly.at(-1).tokens_saved).toBeGreaterThan(1000 * requests);
        const stats = await json(get(`${proxy.url}/stats`));
        expect(stats.persistent_savings.lifetime.requests).toBe(requests);
        expect(stats.tokens.requests).toBe(1);
        const csv = (await get(`${proxy.url}/stats-history?format=csv&series=daily&by=model`)).body.toString();
        const [head, row] = csv.trimEnd().split('\r\n');
        expect(row!.split(',')[head!.split(',').indexOf('requests')]).toBe(String(requests));
        expect(row!.split(',')[1]).toBe('claude-sonnet-5');
        await proxy.close();
      }
    }));

  it.each(['?format=xml', '?series=yearly', '?by=content'])('refuses %s', (query) =>
    withProvider(OK, async ({ url }) => {
      const proxy = await startAt(url);
      expect((await get(`${proxy.url}/stats-history${query}`)).status).toBe(400);
      await proxy.close();
    }),
  );

  it('a name that looks like a formula is written as text', () =>
    withProvider(OK, async ({ url }) => {
      const proxy = await startAt(url);
      await post(proxy.url + ANTHROPIC.path, JSON.stringify({ ...ANTHROPIC.request(ROWS), model: '=1+"1",2' }));
      const csv = (await get(`${proxy.url}/stats-history?format=csv&by=model`)).body.toString();
      expect(csv).toContain(`,"'=1+""1"",2",`);
      await proxy.close();
    }));
});
