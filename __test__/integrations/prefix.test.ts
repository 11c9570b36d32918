// A conversation of 20 turns. Each request begins with the bytes of the texts in the one before.
import { Headroom } from '@headroom/native';
import { withHeadroom as withAnthropic } from '@headroom/native/anthropic';
import { withHeadroom } from '@headroom/native/openai';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { expect, it } from 'vitest';
import { CASES, model, TOOLS } from '../proxy/dialogue.js';
import { withProvider, type Received } from '../proxy/support.js';
import { Random } from '../support/random.js';
import type { Json, Protocol } from '../support/protocols/index.js';
import { output } from '../support/texts.js';

const TURNS = 20;
const [anthropicApi, chatApi] = CASES.map(([, protocol]) => protocol) as [Protocol, Protocol];

/** The tool results of the turns: repeated texts, rows, and a long log. */
const said = (random: Random, turn: number): string => {
  if (turn % 4 === 0)
    return Array.from({ length: 900 }, (_, line) => `${turn}:${line} INFO job ${line} is done`).join('\n');
  if (turn % 4 === 1)
    return JSON.stringify(Array.from({ length: 60 }, (_, at) => ({ id: at, host: `node-${at % 5}`, turn })));
  return output(random);
};

/** Calls a tool in each turn. Returns all requests. */
async function converse(
  protocol: Protocol,
  ask: (url: string) => (messages: Json[]) => Promise<Json>,
  add: (messages: Json[], response: Json, result: string) => void,
): Promise<readonly Received[]> {
  const random = new Random(7);
  const turns = Array.from({ length: TURNS + 1 }, (_, turn) => () => ({
    say: `Turn ${turn}.`,
    calls: turn < TURNS ? [{ id: `c${turn}`, name: 'fetch', input: { turn } }] : [],
  }));
  return withProvider(model(protocol, turns), async ({ url, requests }) => {
    const send = ask(url);
    const messages: Json[] = [{ role: 'user', content: 'Look at everything.' }];
    for (let turn = 0; turn <= TURNS; turn += 1) add(messages, await send(messages), said(random, turn));
    return requests;
  });
}

function checkPrefix(requests: readonly Received[], headroom: Headroom): void {
  // JSON may escape different characters depending on the rest of the body. No model sees that.
  const bodies = requests.map(({ body }) => JSON.stringify(JSON.parse(body.toString())));
  expect(bodies).toHaveLength(TURNS + 1);
  // The messages are the last field, so the body ends with `]}`.
  for (const [at, body] of bodies.slice(1).entries()) {
    expect(bodies[at]!.endsWith(']}')).toBe(true);
    expect(body.startsWith(bodies[at]!.slice(0, -2))).toBe(true);
  }
  expect(bodies.at(-1)).toContain('left out: headroom_retrieve');
  const { tokensBefore, tokensAfter } = headroom.stats();
  expect(tokensAfter).toBeLessThan(tokensBefore / 2);
}

const instance = (): Headroom => new Headroom({ store: ':memory:', scope: 'prefix' });

it('OpenAI', async () => {
  const headroom = instance();
  const requests = await converse(
    chatApi,
    (url) => {
      const client = withHeadroom(new OpenAI({ apiKey: 'k', baseURL: `${url}/v1` }), { headroom });
      const tools = TOOLS['chat_completions'] as OpenAI.ChatCompletionTool[];
      return (messages) =>
        client.chat.completions.create({
          model: 'gpt-x',
          tools,
          messages: messages as OpenAI.ChatCompletionMessageParam[],
        });
    },
    (messages, { choices: [{ message }] }, content) =>
      messages.push(message, { role: 'tool', tool_call_id: message.tool_calls?.[0]?.id, content }),
  );
  checkPrefix(requests, headroom);
});

it('Anthropic', async () => {
  const headroom = instance();
  const requests = await converse(
    anthropicApi,
    (url) => {
      const client = withAnthropic(new Anthropic({ apiKey: 'k', baseURL: url }), { headroom });
      const tools = TOOLS['messages'] as Anthropic.Tool[];
      return (messages) =>
        client.messages.create({
          model: 'claude-x',
          max_tokens: 99,
          tools,
          messages: messages as Anthropic.MessageParam[],
        });
    },
    (messages, { content }, result) =>
      messages.push(
        { role: 'assistant', content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: content.at(-1).id, content: result }] },
      ),
  );
  checkPrefix(requests, headroom);
});
