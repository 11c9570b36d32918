// Work is done on other threads: meanwhile the event loop turns.
import { compress, compressBatch, countTokensAsync, crushJsonAsync, expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { ROWS } from '../support/samples.js';

/** What is to be seen at least. Were the work done on this thread, there would be a turn or two: one for each message and await. */
const TURNS = 25;

/** How often the event loop turned while `work` went on. */
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
  it('compress works on one large text', async () => {
    expect(await turnsDuring(() => compress(ONE_LARGE))).toBeGreaterThan(TURNS);
  });

  it('expand does', async () => {
    const twice = [...ONE_LARGE, ...ONE_LARGE];
    const { messages } = await compress(twice);
    expect(await turnsDuring(() => expand(messages))).toBeGreaterThan(TURNS);
  });

  it('crushJsonAsync works on a large text, and on bytes', async () => {
    expect(await turnsDuring(() => crushJsonAsync(LARGE_JSON, { format: 'text' }))).toBeGreaterThan(TURNS);
    expect(await turnsDuring(() => crushJsonAsync(Buffer.from(LARGE_JSON), { format: 'columns' }))).toBeGreaterThan(TURNS);
  });

  it('countTokensAsync counts a large text, and bytes, and a result its texts', async () => {
    const text = LINE.slice(0, 2_000_000);
    expect(await turnsDuring(() => countTokensAsync(text))).toBeGreaterThan(TURNS);
    expect(await turnsDuring(() => countTokensAsync(Buffer.from(text)))).toBeGreaterThan(TURNS);
    const result = await compress([{ role: 'user', content: text }]);
    expect(await turnsDuring(() => result.count())).toBeGreaterThan(TURNS);
  });

  it('compress hands many texts over, and large ones', async () => {
    for (const [count, size] of [[20_000, 10], [100, 200_000]] as const) {
      let turns = 0;
      const seen: number[] = [];
      const message = { role: 'user', get content() { seen.push(turns); return 'x '.repeat(size); } };
      const turn = (): void => { turns += 1; if (seen.length < count) setImmediate(turn); };
      turn();
      await compress(Array.from({ length: count }, () => message));
      // How often it turned between the first text and the last.
      expect(seen.at(-1)! - seen[0]!).toBeGreaterThan(TURNS);
    }
  });

  it('compressBatch works on several conversations', async () => {
    expect(await turnsDuring(() => compressBatch([ONE_LARGE, ONE_LARGE]))).toBeGreaterThan(TURNS);
  });
});
