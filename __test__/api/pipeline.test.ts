// Pipelines of one's own compressors: each form is read back, refusals are counted and reported, and a text that
// was sent is sent again unchanged.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Headroom, type Message } from '@headroom/native';
import {
  defineCompressor,
  defineSelector,
  TransformPipeline,
  type CompressorDefinition,
  type PipelineEvent,
} from '@headroom/native/pipeline';
import { describe, expect, it } from 'vitest';
import { ROWS } from '../proxy/samples.js';
import { Random } from '../support/random.js';

/** Lines that are the same, once and with their number. */
const repeats = defineCompressor({
  name: 'repeats',
  accepts: () => true,
  compress(text) {
    const [first = '', ...rest] = text.split('\n');
    return rest.length > 0 && rest.every((line) => line === first) ? `${rest.length + 1} times: ${first}` : undefined;
  },
  expand(text) {
    const [, times, line] = /^(\d+) times: ([^]*)$/.exec(text)!;
    return Array(Number(times)).fill(line).join('\n');
  },
});
const reverse = (change: Partial<CompressorDefinition> = {}) =>
  defineCompressor({
    name: 'reverse',
    accepts: ({ tool }) => tool === 'dump',
    compress: (text) => [...text.slice(0, 9)].reverse().join(''),
    expand: () => 'something else',
    ...change,
  });

const conversation = (text: string, tool = 'print'): Message[] =>
  [
    { role: 'user', content: 'Print it.' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: tool, arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: 'a', content: text },
  ] as Message[];
const resultIn = (messages: readonly Message[]): string => (messages.at(-1) as { content: string }).content;
const SAME = Array(200).fill('the same line again').join('\n');

it('sends the form behind its name, and reads it back', async () => {
  const pipeline = new TransformPipeline([repeats]);
  const { messages, tokensSaved, tokensBefore, tokensAfter, stages, engine } = await pipeline.transform(
    conversation(SAME),
  );
  expect(resultIn(messages)).toBe('[by repeats]\n200 times: the same line again');
  expect([tokensSaved, engine]).toEqual([tokensBefore - tokensAfter, undefined]);
  expect(stages).toEqual([
    { name: 'repeats', compressed: 1, refused: {}, tokensBefore, tokensAfter, ms: expect.any(Number) },
  ]);
  expect(await pipeline.expand(messages)).toEqual(conversation(SAME));
  // Their client may keep the messages that were sent.
  expect((await pipeline.transform(messages)).messages).toEqual(messages);
});

it('takes the first form that holds, in the order of the compressors', async () => {
  const short = defineCompressor({ name: 'short', accepts: () => true, compress: () => 's', expand: () => SAME });
  const said = async (...compressors: (typeof short)[]) =>
    resultIn((await new TransformPipeline(compressors).transform(conversation(SAME))).messages);
  expect(await said(short, repeats)).toBe('[by short]\ns');
  expect(await said(repeats, short)).toMatch(/^\[by repeats\]/);
  expect(await said(reverse(), repeats)).toMatch(/^\[by repeats\]/);
});

describe('a form is dropped, counted and reported', () => {
  const fail = (): never => {
    throw new Error('a bug');
  };
  const cases: [string, Partial<CompressorDefinition>][] = [
    ['not-reversible', {}],
    ['not-reversible', { compress: () => 'x', expand: (text) => text }],
    ['not-shorter', { compress: (text) => `${text}!`, expand: (text) => text.slice(0, -1) }],
    ['failed', { compress: fail }],
    ['failed', { expand: fail }],
    ['failed', { accepts: fail }],
    ['failed', { compress: () => Promise.reject(new Error('a bug')) }],
    ['failed', { compress: () => 7 as never }],
  ];
  it.each(cases)('%s: %j', async (refusal, change) => {
    const events: PipelineEvent[] = [];
    const pipeline = new TransformPipeline([reverse(change)], { onEvent: (event) => events.push(event) });
    const { messages, stages } = await pipeline.transform(conversation(ROWS, 'dump'));
    expect(resultIn(messages)).toBe(ROWS);
    expect(stages).toMatchObject([{ name: 'reverse', compressed: 0, refused: { [refusal]: 1 } }]);
    expect(events.map(({ type }) => type)).toEqual(['start', 'refused', 'stage', 'end']);
    expect(events[1]).toEqual({ type: 'refused', stage: 'reverse', refusal, message: 2 });
  });
});

it('asks a compressor by the kind of the text and its tool, and never for a retrieved text', async () => {
  const seen: unknown[] = [];
  const asked = reverse({ accepts: (info) => seen.push(info) < 0 });
  const pipeline = new TransformPipeline([asked]);
  await pipeline.transform(conversation(ROWS, 'dump'));
  await pipeline.transform(conversation(ROWS, 'headroom_retrieve'));
  expect(seen).toEqual([{ kind: 'json', tool: 'dump' }]);
});

it('the engine compresses the remaining texts, and its figures are in the report', async () => {
  const pipeline = new TransformPipeline([repeats, new Headroom()]);
  const messages = [...conversation(SAME), ...conversation(ROWS).slice(1)];
  const { messages: sent, stages, engine, tokensSaved } = await pipeline.transform(messages);
  expect(stages.map(({ name }) => name)).toEqual(['repeats', 'headroom']);
  expect(stages[1]).toMatchObject({ compressed: 1, tokensBefore: engine!.tokensBefore });
  expect(resultIn(sent).length).toBeLessThan(ROWS.length / 2);
  expect(tokensSaved).toBe(engine!.tokensSaved + stages[0]!.tokensBefore - stages[0]!.tokensAfter);
  expect(await pipeline.expand(sent)).toEqual(messages);
});

it('tells whoever subscribes to the channel, without any text', async () => {
  const heard: unknown[] = [];
  const listen = (event: unknown): void => void heard.push(event);
  subscribe('headroom:pipeline', listen);
  await new TransformPipeline([repeats]).transform(conversation(SAME));
  unsubscribe('headroom:pipeline', listen);
  expect(heard).toMatchObject([
    { type: 'start', messages: 3 },
    { type: 'stage', report: { name: 'repeats', compressed: 1 } },
    { type: 'end' },
  ]);
  expect(JSON.stringify(heard)).not.toContain('same line');
});

it('ends where the signal aborts, or a listener throws', async () => {
  const reason = new Error('enough');
  const pipeline = new TransformPipeline([repeats]);
  await expect(pipeline.transform(conversation(SAME), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const onEvent = (): never => {
    throw reason;
  };
  await expect(new TransformPipeline([repeats], { onEvent }).transform(conversation(SAME))).rejects.toBe(reason);
});

describe('texts that look like forms', () => {
  const pipeline = new TransformPipeline([repeats, reverse()]);
  const parts = [
    '[by repeats]\n',
    '[by verbatim]\n',
    '[by reverse]\n',
    '[by nobody]\n',
    '2 times: a',
    '3 times: ',
    'a\na',
    SAME,
  ];

  it('are restored, unless they equal the compressed form of another text', async () => {
    const random = new Random(5);
    for (let at = 0; at < 300; at += 1) {
      const text = random.many(1 + random.below(4), () => random.pick(parts)).join('');
      const { messages } = await pipeline.transform(conversation(text));
      const [back] = await pipeline.expand([messages.at(-1)!]);
      const original = (back as { content: string }).content;
      if (original !== text) expect(resultIn((await pipeline.transform(conversation(original))).messages)).toBe(text);
      expect(resultIn(messages).length).toBeLessThanOrEqual(text.length + '[by verbatim]\n'.length);
    }
  });

  it('a flood of marks takes no time', async () => {
    const flood = '[by verbatim]\n'.repeat(100_000);
    const { messages } = await pipeline.transform(conversation(flood));
    expect(resultIn(await pipeline.expand(messages))).toBe(flood);
  });
});

describe('a selector', () => {
  const trace = Array.from({ length: 300 }, (_, at) => `frame ${at} ${'at '.repeat((at * 7) % 11)}of ${at * 31}`).join(
    '\n',
  );
  const middle = defineSelector({
    name: 'middle',
    accepts: ({ tool }) => tool === 'trace',
    leaveOut: () => [
      [3, 4],
      [7, 290],
    ],
  });
  const withStore = (): Headroom => new Headroom({ store: ':memory:', scope: 'pipeline' });

  it('leaves out lines, whose marker can be redeemed', async () => {
    const headroom = withStore();
    const pipeline = new TransformPipeline([middle, headroom]);
    const { messages, stages } = await pipeline.transform(conversation(trace, 'trace'));
    const lines = resultIn(messages).split('\n');
    const [, handle] = /headroom_retrieve (\w{16})/.exec(resultIn(messages))!;
    expect(lines.slice(0, 5)).toEqual([
      '[by middle]',
      ...trace.split('\n').slice(0, 2),
      `[2 lines left out: headroom_retrieve ${handle}] 3-4`,
      trace.split('\n')[4],
    ]);
    expect(lines[6]).toBe('[284 lines left out] 7-290');
    expect(stages[0]).toMatchObject({ name: 'middle', compressed: 1, refused: {} });
    expect((await headroom.retrieve(handle!, { lines: '7' })).text.trim()).toBe(trace.split('\n')[6]);
    expect(await pipeline.expand(messages)).toEqual(conversation(trace, 'trace'));
    expect((await pipeline.transform(messages)).messages).toEqual(messages);
  });

  it.each<[string, unknown]>([
    [
      'ranges out of order',
      [
        [7, 9],
        [3, 4],
      ],
    ],
    [
      'ranges that overlap',
      [
        [3, 7],
        [7, 9],
      ],
    ],
    ['lines that are not there', [[1, 9999]]],
    ['what is no range', [['3', 4]]],
    ['what is no list', 7],
  ])('%s are refused', async (_, ranges) => {
    const own = defineSelector({ ...middle, leaveOut: () => ranges as never });
    const { messages, stages } = await new TransformPipeline([own, withStore()]).transform(
      conversation(trace, 'trace'),
    );
    expect(stages[0]).toMatchObject({ compressed: 0, refused: { failed: 1 } });
    expect(resultIn(messages)).not.toContain('[by middle]');
  });

  it('a forged marker in a kept text cannot be redeemed', async () => {
    const forged = `[9 lines left out: headroom_retrieve 0000000000000000] 1-9\n${trace}`;
    const { messages, stages } = await new TransformPipeline([middle, withStore()]).transform(
      conversation(forged, 'trace'),
    );
    expect(stages[0]).toMatchObject({ compressed: 0, refused: { failed: 1 } });
    expect(resultIn(messages)).not.toContain('[by middle]');
  });

  it('needs a store', () => {
    for (const transforms of [[middle], [middle, new Headroom()]])
      expect(() => new TransformPipeline(transforms)).toThrow(expect.objectContaining({ option: 'transforms' }));
  });
});

it('an engine that audits sends the original, and counts', async () => {
  const pipeline = new TransformPipeline([repeats, new Headroom({ mode: 'audit' })]);
  const { messages, tokensSaved } = await pipeline.transform(conversation(SAME));
  expect(messages).toEqual(conversation(SAME));
  expect(tokensSaved).toBeGreaterThan(100);
});

it('the output for a message does not depend on later messages', async () => {
  const pipeline = new TransformPipeline([repeats, new Headroom()]);
  const messages = [...conversation(SAME), ...conversation(ROWS).slice(1), ...conversation(SAME).slice(1)];
  const { messages: all } = await pipeline.transform(messages);
  for (let end = 1; end <= messages.length; end += 1)
    expect((await pipeline.transform(messages.slice(0, end))).messages).toEqual(all.slice(0, end));
});

it.each<[string, () => unknown]>([
  ['a name that is none', () => defineCompressor({ ...repeats, name: 'No Name' })],
  ['the name of the mark', () => defineCompressor({ ...repeats, name: 'verbatim' })],
  ['a missing function', () => defineCompressor({ name: 'x', accepts: () => true } as never)],
  ['two of a name', () => new TransformPipeline([repeats, repeats])],
  ['an engine that is not the last', () => new TransformPipeline([new Headroom(), repeats])],
  ['what is no compressor', () => new TransformPipeline([{} as never])],
])('refuses %s', (_, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'configuration' }));
});
