// The middleware in versions 5 and 6 of the AI SDK: its types fit both, and what the model gets is the prompt, smaller.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LanguageModelMiddleware } from 'ai';
import type { wrapLanguageModel } from 'ai-5';
import { expand } from '@headroom/native';
import type { HeadroomMiddleware } from '@headroom/native/vercel';
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { ROWS } from '../proxy/samples.js';

const TURNS = 20;
const SCRIPT = fileURLToPath(new URL('vercel.mjs', import.meta.url));

/** What came of a conversation. */
interface Outcome {
  readonly told: { readonly text: string; readonly inputTokens: number };
  readonly saved: number;
  readonly prompts: readonly (readonly { role: string; content: unknown }[])[];
}

/** The texts of the tool results in a prompt. */
const resultsIn = (prompt: Outcome['prompts'][number]): string[] =>
  prompt
    .filter(({ role }) => role === 'tool')
    .map(({ content }) => (content as { output: { value: string } }[])[0]!.output.value);

describe.each(['ai', 'ai-5'])('%s', (name) => {
  let conversation: Outcome;
  let closed: Outcome;
  let stored: Outcome;

  beforeAll(() => {
    const env = { ...process.env, ROWS };
    ({ conversation, closed, stored } = JSON.parse(
      execFileSync(process.execPath, [SCRIPT, name, String(TURNS)], { env, encoding: 'utf8', maxBuffer: 1 << 26 }),
    ));
  });

  it('compresses prompts without loss, and the usage is the model’s', async () => {
    expect(conversation.told).toEqual({ text: 'Node 3 is.', inputTokens: 7 });
    expect(conversation.saved).toBeGreaterThan(1000);
    const [sent] = resultsIn(conversation.prompts[0]!);
    expect(sent!.length).toBeLessThan(ROWS.length / 2);
    expect(await expand(sent!)).toBe(ROWS);
  });

  it(`sends what it sent before again, over ${TURNS} turns`, () => {
    const texts = conversation.prompts.map((prompt) => JSON.stringify(prompt));
    expect(texts).toHaveLength(TURNS);
    for (const [at, text] of texts.slice(1).entries()) expect(text.startsWith(texts[at]!.slice(0, -1))).toBe(true);
  });

  it('sends the prompt as it is where it cannot be compressed', () => {
    expect(resultsIn(closed.prompts[0]!)).toEqual([ROWS]);
  });

  it('elides nothing where there is a store', () => {
    expect(JSON.stringify(stored.prompts)).not.toContain('headroom_retrieve');
  });
});

it('has the types of both versions', () => {
  expectTypeOf<HeadroomMiddleware>().toExtend<LanguageModelMiddleware>();
  expectTypeOf<HeadroomMiddleware>().toExtend<Parameters<typeof wrapLanguageModel>[0]['middleware']>();
});
