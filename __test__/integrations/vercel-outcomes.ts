// The expected results of the conversations of `vercel.mjs`, in any version of the AI SDK.
import { expand } from '@headroom/native';
import { beforeAll, expect, it } from 'vitest';
import { ROWS } from '../proxy/samples.js';

export const TURNS = 20;

/** The result of a conversation. */
interface Outcome {
  readonly told: { readonly text: string; readonly deltas?: number; readonly inputTokens?: number };
  readonly isSame?: boolean;
  readonly saved: number;
  readonly prompts: readonly (readonly { role: string; content: unknown }[])[];
}

type Outcomes = Readonly<
  Record<
    'conversation' | 'structured' | 'steps' | 'streamed' | 'object' | 'closed' | 'closedStructured' | 'stored',
    Outcome
  >
>;

interface Output {
  readonly type: string;
  readonly value: unknown;
}

/** The tool results in a prompt. */
const outputsIn = (prompt: Outcome['prompts'][number]): Output[] =>
  prompt.filter(({ role }) => role === 'tool').map(({ content }) => (content as { output: Output }[])[0]!.output);

/** Defines the tests. */
export function checkOutcomes(run: () => Promise<Outcomes> | Outcomes): void {
  let all: Outcomes;

  beforeAll(async () => {
    all = await run();
  });

  it("compresses prompts without loss, and keeps the model's usage", async () => {
    const { told, saved, prompts } = all.conversation;
    expect(told).toEqual({ text: 'Node 3 is.', inputTokens: 7 });
    expect(saved).toBeGreaterThan(1000);
    const sent = outputsIn(prompts[0]!)[0]!.value as string;
    expect(sent.length).toBeLessThan(ROWS.length / 2);
    expect(await expand(sent)).toBe(ROWS);
  });

  it('streams through a model that is wrapped by itself, once', async () => {
    const { told, isSame, saved, prompts } = all.streamed;
    expect(told).toEqual({ text: 'Node 3 is.', deltas: 2, inputTokens: 7 });
    expect(isSame).toBe(true);
    expect(saved).toBeGreaterThan(1000);
    expect(await expand(outputsIn(prompts[0]!)[0]!.value as string)).toBe(ROWS);
  });

  it('gives structured answers', async () => {
    const { told, prompts } = all.object;
    expect(told.text).toBe('node-3');
    expect((outputsIn(prompts[0]!)[0]!.value as string).length).toBeLessThan(ROWS.length / 2);
  });

  it.each(['structured', 'steps'] as const)('compresses structured results as one text: %s', async (name) => {
    const { told, prompts } = all[name];
    expect(told.text).toBe('Node 3 is.');
    const { type, value } = outputsIn(prompts.at(-1)!)[0] as { type: string; value: string };
    const json = JSON.stringify(JSON.parse(ROWS));
    expect([type, await expand(value)]).toEqual(['text', json]);
    expect(value.length).toBeLessThan(json.length / 2);
  });

  it.each(['conversation', 'structured', 'steps', 'streamed'] as const)(
    `sends what it sent before again, over ${TURNS} turns: %s`,
    (name) => {
      const texts = all[name].prompts.map((prompt) => JSON.stringify(prompt));
      expect(texts).toHaveLength(name === 'steps' ? TURNS + 1 : TURNS);
      for (const [at, text] of texts.slice(1).entries()) expect(text.startsWith(texts[at]!.slice(0, -1))).toBe(true);
    },
  );

  it('sends the prompt unchanged if it cannot be compressed', () => {
    expect(outputsIn(all.closed.prompts[0]!)).toEqual([{ type: 'text', value: ROWS }]);
    expect(outputsIn(all.closedStructured.prompts[0]!)).toEqual([{ type: 'json', value: JSON.parse(ROWS) }]);
  });

  it('elides nothing even with a store', () => {
    expect(JSON.stringify(all.stored.prompts)).not.toContain('headroom_retrieve');
  });
}
