// The options that decide which parts of a text are kept.
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

/** The number of rows or lines that are elided from a tool result in a single request. */
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
  it('sets how many rows of JSON are kept', async () => {
    expect(await leftOut({})).toBe(295);
    expect(await leftOut({ selection: { json: { keepFirst: 10, keepLast: 10 } } })).toBe(280);
    expect(await leftOut({ selection: { json: { minItemsToAnalyze: 1000 } } })).toBe(0);
  });

  it('sets which entries of a log are kept', async () => {
    expect(await leftOut({}, { text: LOG })).toBe(298);
    expect(await leftOut({ selection: { log: { rare: 300 } } }, { text: LOG })).toBe(0);
  });

  it('sets how many matches and names are kept', async () => {
    const found = Array.from(
      { length: 60 },
      (_, at) => `src/orders/ledger.ts:${at * 7 + 3}:    await ledger.settle(order, { retries: ${at} });\n`,
    ).join('');
    const names = Array.from({ length: 90 }, (_, at) => `assets/icons/${(at * 7919).toString(36)}.svg\n`).join('');
    for (const text of [found, names]) expect(await leftOut({}, { text })).toBe(0);
    expect(await leftOut({ selection: { search: { maxMatches: 20 } } }, { text: found })).toBe(40);
    expect(await leftOut({ selection: { listing: { maxNames: 20 } } }, { text: names })).toBe(70);
  });

  it('of a call overrides that of the instance, option by option', async () => {
    const instance: CompressOptions = { selection: { json: { keepFirst: 10, keepLast: 10 }, log: { rare: 300 } } };
    expect(await leftOut({}, { instance })).toBe(280);
    expect(await leftOut({ selection: { json: { keepFirst: 3 } } }, { instance })).toBe(287);
    expect(await leftOut({ selection: { json: { keepFirst: 3 } } }, { instance, text: LOG })).toBe(0);
    expect(await leftOut({ selection: { json: undefined } } as never, { instance })).toBe(280);
  });

  it('can be set in the user’s file', async () => {
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

  it('match tools by name or prefix', async () => {
    const headroom = new Headroom({ store: ':memory:', policy: 'oneshot', toolProfiles });
    const became = async (tool: string): Promise<unknown> =>
      (await headroom.explain(printed(tool, ROWS))).map(({ skipped, fidelity }) => skipped ?? fidelity);
    expect(await became('WebFetch')).toEqual(['frozen']);
    expect(await became('mcp__github__search')).toEqual(['bytes']);
    expect(await became('mcp__gitlab__search')).toEqual(['recoverable']);
  });

  it('return messages of a skipped tool as the same objects', async () => {
    const messages = printed('WebFetch', ROWS);
    const result = await new Headroom().compress(messages, { toolProfiles });
    expect(result.messages[1]).toBe(messages[1]);
  });
});

describe('keepTags', () => {
  it('keeps the text inside these tags', async () => {
    const reminder = `<system-reminder>\n${LOG}</system-reminder>\n`;
    const text = `${LOG}${reminder}${LOG}`;
    expect(await leftOut({ keepTags: ['system-reminder'] }, { text })).toBe(2 * 298);
    const headroom = new Headroom({ store: ':memory:', policy: 'oneshot' });
    const whole = await headroom.compress(printed('logs', text), { keepTags: ['system-reminder'] });
    expect((await headroom.retrieve(whole.ccrHashes[0]!)).text).toBe(text);
  });
});

describe('invalid options', () => {
  const cyclic: Record<string, unknown> = {};
  cyclic['json'] = cyclic;

  it.each<[string, object, string]>([
    ['a cycle', { selection: cyclic }, ''],
    ['NaN', { selection: { json: { keepFirst: NaN } } }, 'selection.json.keepFirst'],
    ['a number that is too large', { selection: { json: { keepFirst: 1e12 } } }, 'selection.json.keepFirst'],
    ['a negative number', { selection: { json: { anomalyStdThreshold: -2 } } }, 'selection.json.anomalyStdThreshold'],
    ['a string', { selection: 'json' }, 'selection'],
    ['nothing', { selection: null }, 'selection'],
    ['an internal constant', { selection: { json: { factorOutConstants: false } } }, 'factorOutConstants'],
    ['a tag with brackets', { keepTags: ['<a>'] }, 'keepTags'],
    ['a profile without a tool', { toolProfiles: [{ mode: 'skip' }] }, 'toolProfiles[0]'],
    ['a prototype', JSON.parse('{"__proto__":{"policy":"agent"}}'), '__proto__'],
  ])('are rejected by name: %s', async (_, options, option) => {
    await expect(new Headroom().compress([], options)).rejects.toMatchObject({ name: 'ConfigurationError', option });
    expect(() => new Headroom(options)).toThrow(expect.objectContaining({ name: 'ConfigurationError', option }));
  });
});

describe('units', () => {
  it('turns off a compressor and the selector of its name', async () => {
    const messages = printed('Bash', ROWS);
    const on = await compress(messages);
    const off = await compress(messages, { units: { json: false } });
    expect(on.transformsApplied).toContain('json');
    expect(off.transformsApplied).not.toContain('json');
    expect(await expand(off.messages)).toEqual(messages);
    await expect(compress(messages, { units: { jsn: false } as never })).rejects.toMatchObject({ nearest: 'json' });
  });
});
