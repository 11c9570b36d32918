// What of a text stays, as callers set it.
import { compress, type CompressOptions, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { inProcess } from '../support/process.js';

const ROWS = JSON.stringify(Array.from({ length: 300 }, (_, at) => ({ n: (at * 7919) % 1009, state: 'done' })));
const LOG = Array.from(
  { length: 300 },
  (_, at) => `10:00:${String(at % 60).padStart(2, '0')} INFO queue: took order ${at}\n`,
).join('');
const printed = (name: string, content: string): Record<string, unknown>[] => [
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name, input: {} }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content }] },
];

/** How many rows or lines of what a tool printed are left out of a single request. */
async function leftOut(
  options: CompressOptions,
  { tool = 'query', text = ROWS, instance = {} }: { tool?: string; text?: string; instance?: CompressOptions } = {},
): Promise<number> {
  const headroom = new Headroom({ store: ':memory:', policy: 'oneshot', ...instance });
  const { messages } = await headroom.compress(printed(tool, text), options);
  expect(await headroom.expand(messages)).toEqual(printed(tool, text));
  return [...JSON.stringify(messages).matchAll(/\[(\d+) (?:rows|lines|matches|names) left out/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}

describe('selection', () => {
  it('says how much of JSON stays', async () => {
    expect(await leftOut({})).toBe(295);
    expect(await leftOut({ selection: { json: { keepFirst: 10, keepLast: 10 } } })).toBe(280);
    expect(await leftOut({ selection: { json: { minItemsToAnalyze: 1000 } } })).toBe(0);
  });

  it('says which entries of a log stay', async () => {
    expect(await leftOut({}, { text: LOG })).toBe(298);
    expect(await leftOut({ selection: { log: { rare: 300 } } }, { text: LOG })).toBe(0);
  });

  it('says how much of searches and listings stays', async () => {
    const found = Array.from(
      { length: 60 },
      (_, at) => `src/orders/ledger.ts:${at * 7 + 3}:    await ledger.settle(order, { retries: ${at} });\n`,
    ).join('');
    const names = Array.from({ length: 90 }, (_, at) => `assets/icons/${(at * 7919).toString(36)}.svg\n`).join('');
    for (const text of [found, names]) expect(await leftOut({}, { text })).toBe(0);
    expect(await leftOut({ selection: { search: { maxMatches: 20 } } }, { text: found })).toBe(40);
    expect(await leftOut({ selection: { listing: { maxNames: 20 } } }, { text: names })).toBe(70);
  });

  it('of a call comes before that of the instance, option by option', async () => {
    const instance: CompressOptions = { selection: { json: { keepFirst: 10, keepLast: 10 }, log: { rare: 300 } } };
    expect(await leftOut({}, { instance })).toBe(280);
    expect(await leftOut({ selection: { json: { keepFirst: 3 } } }, { instance })).toBe(287);
    expect(await leftOut({ selection: { json: { keepFirst: 3 } } }, { instance, text: LOG })).toBe(0);
    expect(await leftOut({ selection: { json: undefined } } as never, { instance })).toBe(280);
  });

  it('stands in the user’s file, too', async () => {
    const options = {
      policy: 'oneshot',
      toolProfiles: [{ tool: 'query', mode: 'exact' }],
      selection: { json: { keepFirst: 10 } },
    };
    const handles = await inProcess(
      `const instance = new headroom.Headroom({ store: ':memory:' });
       const compress = async (messages) => (await instance.compress(messages)).ccrHashes.length;
       console.log(JSON.stringify([await compress(${JSON.stringify(printed('query', ROWS))}), await compress(${JSON.stringify(printed('other', ROWS))})]));`,
      { files: { 'settings.json': JSON.stringify(options) }, env: { HEADROOM_CONFIG: 'settings.json' } },
    );
    expect(handles).toEqual([0, 1]);
  });
});

describe('toolProfiles', () => {
  const toolProfiles: CompressOptions['toolProfiles'] = [
    { tool: 'WebFetch', mode: 'skip' },
    { tool: 'mcp__github__*', mode: 'exact' },
    { tool: '*', maxItems: 0 },
  ];

  it('name tools whole or by their start', async () => {
    const headroom = new Headroom({ store: ':memory:', policy: 'oneshot', toolProfiles });
    const became = async (tool: string): Promise<unknown> =>
      (await headroom.explain(printed(tool, ROWS))).map(({ skipped, fidelity }) => skipped ?? fidelity);
    expect(await became('WebFetch')).toEqual(['frozen']);
    expect(await became('mcp__github__search')).toEqual(['bytes']);
    expect(await became('mcp__gitlab__search')).toEqual(['recoverable']);
  });

  it('give messages of a skipped tool back as the very same', async () => {
    const messages = printed('WebFetch', ROWS);
    const result = await new Headroom().compress(messages, { toolProfiles });
    expect(result.messages[1]).toBe(messages[1]);
  });
});

describe('keepTags', () => {
  it('keeps what stands between them', async () => {
    const reminder = `<system-reminder>\n${LOG}</system-reminder>\n`;
    const text = `${LOG}${reminder}${LOG}`;
    expect(await leftOut({ keepTags: ['system-reminder'] }, { text })).toBe(2 * 298);
    const headroom = new Headroom({ store: ':memory:', policy: 'oneshot' });
    const whole = await headroom.compress(printed('logs', text), { keepTags: ['system-reminder'] });
    expect((await headroom.retrieve(whole.ccrHashes[0]!)).text).toBe(text);
  });
});

describe('options that cannot be read', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['json'] = cyclic;

  it.each<[string, object, string]>([
    ['a cycle', { selection: cyclic }, ''],
    ['no number', { selection: { json: { keepFirst: NaN } } }, 'selection.json.keepFirst'],
    ['a large number', { selection: { json: { keepFirst: 1e12 } } }, 'selection.json.keepFirst'],
    [
      'a number of another kind',
      { selection: { json: { anomalyStdThreshold: -2 } } },
      'selection.json.anomalyStdThreshold',
    ],
    ['a text', { selection: 'json' }, 'selection'],
    ['nothing', { selection: null }, 'selection'],
    [
      'an option of the field that is always so',
      { selection: { json: { factorOutConstants: false } } },
      'factorOutConstants',
    ],
    ['a tag with brackets', { keepTags: ['<a>'] }, 'keepTags'],
    ['a profile of no tool', { toolProfiles: [{ mode: 'skip' }] }, 'toolProfiles[0]'],
    ['a prototype', JSON.parse('{"__proto__":{"policy":"agent"}}'), '__proto__'],
  ])('are refused by name: %s', async (_, options, option) => {
    await expect(new Headroom().compress([], options)).rejects.toMatchObject({ name: 'ConfigurationError', option });
    expect(() => new Headroom(options)).toThrow(expect.objectContaining({ name: 'ConfigurationError', option }));
  });
});

describe('units', () => {
  it('switches a compressor and the selector of its name off', async () => {
    const messages = printed('Bash', ROWS);
    const on = await compress(messages);
    const off = await compress(messages, { units: { json: false } });
    expect(on.transformsApplied).toContain('json');
    expect(off.transformsApplied).not.toContain('json');
    expect(await expand(off.messages)).toEqual(messages);
    await expect(compress(messages, { units: { jsn: false } as never })).rejects.toMatchObject({ nearest: 'json' });
  });
});
