// Work is done on other threads, so that the event loop keeps turning.
import { compress, compressBatch, crushJsonAsync, expand, Headroom } from '@headroom/native';
import { countTokensAsync } from '@headroom/native/tokens';
import { describe, expect, it } from 'vitest';
import { ROWS } from '../support/samples.js';

/** Minimum number of turns. Work on this thread would allow only one or two, for messages and awaits. */
const TURNS = 25;

/** How often the work pauses, which is how often it calls `setImmediate`. */
async function pausesDuring(work: () => Promise<unknown>): Promise<number> {
  const own = globalThis.setImmediate;
  let pauses = 0;
  globalThis.setImmediate = ((...args: Parameters<typeof own>) => {
    pauses += 1;
    return own(...args);
  }) as typeof own;
  try {
    await work();
  } finally {
    globalThis.setImmediate = own;
  }
  return pauses;
}

/** How often the event loop turns during the work. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let going = true;
  const turn = (): void => {
    turns += 1;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    await work();
  } finally {
    going = false;
  }
  return turns;
}

const LINE = Array.from({ length: 2_000_000 }, (_, index) => ((index * 2654435761) % 2 ** 32).toString(36)).join(' ');
const ONE_LARGE = [
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'query', input: { id: '1' } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: LINE }] },
];
const LARGE_JSON = `[${Array.from({ length: 1500 }, (_, index) => `{"group": ${index}, "users": ${ROWS}}`).join(',\n')}]`;

describe('the event loop turns while', () => {
  it('compress reads one large text', async () => {
    expect(await turnsDuring(() => compress(ONE_LARGE))).toBeGreaterThan(TURNS);
  });

  it('expand reads large texts', async () => {
    const twice = [...ONE_LARGE, ...ONE_LARGE];
    const { messages } = await compress(twice);
    expect(await turnsDuring(() => expand(messages))).toBeGreaterThan(TURNS);
  });

  it('crushJsonAsync reads a large text, or bytes', async () => {
    expect(await turnsDuring(() => crushJsonAsync(LARGE_JSON, { format: 'text' }))).toBeGreaterThan(TURNS);
    expect(await turnsDuring(() => crushJsonAsync(Buffer.from(LARGE_JSON), { format: 'columns' }))).toBeGreaterThan(
      TURNS,
    );
  });

  it('countTokensAsync and `result.count` count large texts', async () => {
    const text = LINE.slice(0, 2_000_000);
    expect(await turnsDuring(() => countTokensAsync(text))).toBeGreaterThan(TURNS);
    expect(await turnsDuring(() => countTokensAsync(Buffer.from(text)))).toBeGreaterThan(TURNS);
    const result = await compress([{ role: 'user', content: text }]);
    expect(await turnsDuring(() => result.count())).toBeGreaterThan(TURNS);
  });

  it('compressBatch compresses several conversations', async () => {
    expect(await turnsDuring(() => compressBatch([ONE_LARGE, ONE_LARGE]))).toBeGreaterThan(TURNS);
  });
});

/**
 * Pauses depend on units of work, so their number has a lower bound on any machine. The clock adds more on a slow one.
 */
describe('the number of pauses grows with the number of', () => {
  const lines = Array.from({ length: 12 }, (_, at) => `a line of text number ${at} which repeats in each result`).join(
    '\n',
  );
  const result = (id: string, content: string): object[] => [
    { role: 'assistant', content: [{ type: 'tool_use', id, name: 'Bash', input: { command: 'make' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
  ];
  const many = (count: number): object[] => Array.from({ length: count }, (_, at) => result(`a${at}`, 'short')).flat();
  const wide = (count: number): object[] => [
    {
      role: 'assistant',
      content: Array.from({ length: count }, (_, at) => ({
        type: 'tool_use',
        id: `a${at}`,
        name: 'Bash',
        input: { command: 'x' },
      })),
    },
    {
      role: 'user',
      content: Array.from({ length: count }, (_, at) => ({
        type: 'tool_result',
        tool_use_id: `a${at}`,
        content: lines,
      })),
    },
  ];
  const structured = (count: number): object[] => [
    { role: 'assistant', content: [{ toolUse: { toolUseId: '1', name: 'q', input: {} } }] },
    {
      role: 'user',
      content: [
        { toolResult: { toolUseId: '1', content: [{ json: { rows: Array.from({ length: count }, () => lines) } }] } },
      ],
    },
  ];
  const text = (megabytes: number): string =>
    Array.from({ length: megabytes * 40_000 }, (_, at) => `${at} of many lines of text`).join('\n');

  it.each<[string, number, (count: number) => () => Promise<unknown>]>([
    [
      'messages without text',
      20_000,
      (count) => {
        const messages = Array.from({ length: count }, () => ({ role: 'user', content: [] }));
        return () => new Headroom().compress(messages);
      },
    ],
    [
      'small messages',
      5000,
      (count) => {
        const messages = many(count);
        return () => new Headroom().compress(messages);
      },
    ],
    [
      'results in one message',
      2000,
      (count) => {
        const messages = wide(count);
        return () => new Headroom().compress(messages);
      },
    ],
    [
      'strings in one structured result',
      3000,
      (count) => {
        const messages = structured(count);
        return () => new Headroom().compress(messages);
      },
    ],
    [
      'results in one message, when it is expanded',
      2000,
      (count) => {
        const messages = wide(count);
        return () => new Headroom().expand(messages);
      },
    ],
    [
      'texts, when they are explained',
      2000,
      (count) => {
        const messages = many(count);
        return () => new Headroom().explain(messages);
      },
    ],
    [
      'conversations of a batch',
      500,
      (count) => {
        const batch = Array.from({ length: count }, (_, at) => result(`a${at}`, lines));
        return () => compressBatch(batch);
      },
    ],
    [
      'megabytes of a text',
      1,
      (count) => {
        const messages = result('a', text(count));
        return () => new Headroom().compress(messages);
      },
    ],
    [
      'megabytes of a string, when it is expanded',
      1,
      (count) => {
        const long = text(count);
        return () => expand(long);
      },
    ],
    [
      'megabytes of a string, when it is crushed',
      1,
      (count) => {
        const long = `[${text(count).replaceAll(/.+/g, '"$&",')}0]`;
        return () => crushJsonAsync(long, { format: 'text' });
      },
    ],
    [
      'megabytes of a string, when its tokens are counted',
      1,
      (count) => {
        const long = text(count);
        return () => countTokensAsync(long);
      },
    ],
  ])('%s', async (_, count, work) => {
    const [few, more] = [await pausesDuring(work(count)), await pausesDuring(work(8 * count))];
    expect(few).toBeGreaterThan(2);
    expect(more).toBeGreaterThan(2 * few);
  });

  it('concurrent calls, of which each turn resumes one', async () => {
    const messages = many(2000);
    const one = await pausesDuring(() => new Headroom().compress(messages));
    expect(
      await pausesDuring(() => Promise.all(Array.from({ length: 20 }, () => new Headroom().compress(messages)))),
    ).toBeGreaterThan(5 * one);
  });
});
