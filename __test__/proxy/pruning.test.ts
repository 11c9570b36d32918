// Old results become short forms where that pays, and never before reasoning that may be bound to them.
import { describe, expect, it } from 'vitest';
import { weighing } from '../support/weighed.js';
import { bodyOf } from './dialogue.js';
import { post, says, startAt, withProxy } from './support.js';

const TOOLS = [{ name: 'Bash', input_schema: { type: 'object' } }];
const THOUGHT = { type: 'thinking', thinking: 'It must be heavy.', signature: 'c2ln' };

/** What the provider gets in the last turn. */
async function lastTurn(
  options: object,
  change: (messages: any[]) => void = () => undefined,
  answer: string = '{}',
  model: string = 'claude-sonnet-4-5',
): Promise<string> {
  let last = '';
  await withProxy(
    says(answer),
    async (proxy, { requests }) => {
      const messages = weighing(40);
      change(messages);
      for (let end = 1; end <= messages.length; end += 2) {
        const body = { model, max_tokens: 9, tools: TOOLS, messages: messages.slice(0, end) };
        await post(`${proxy.url}/v1/messages`, JSON.stringify(body));
      }
      last = JSON.stringify(bodyOf(requests.at(-1)!)['messages']);
    },
    { store: ':memory:', ...options },
  );
  return last;
}

describe('`--pruning auto`', () => {
  const whole = JSON.stringify(weighing(40)).length;

  it('shortens old results of a conversation that may fetch them', async () => {
    const sent = await lastTurn({ pruning: 'auto' });
    expect(sent.length).toBeLessThan(whole / 2);
    expect(sent).toContain('lines left out: headroom_retrieve');
  });

  it('is the default with a store, and can be switched off', async () => {
    expect((await lastTurn({})).length).toBeLessThan(whole / 2);
    for (const options of [{ pruning: 'off' }, { elide: false }, { store: false }])
      expect((await lastTurn(options)).length).toBeGreaterThan(whole * 0.7);
  });

  it('ends in a conversation whose provider dropped reasoning because of a changed prefix', async () => {
    const complaint = { input_transformations: [{ path: 'messages.1', reason: 'prefix_binding_mismatch' }] };
    const sent = await lastTurn({}, undefined, JSON.stringify({ usage: { input_tokens: 1 }, ...complaint }));
    expect(sent.length).toBeGreaterThan(whole * 0.7);
  });

  it('needs a store', async () => {
    await expect(startAt('http://127.0.0.1:9', { pruning: 'auto' })).rejects.toMatchObject({ option: 'pruning' });
  });

  it('leaves everything before reasoning alone', async () => {
    const think = (messages: any[]): void => messages[1].content.unshift(THOUGHT);
    expect((await lastTurn({}, think, '{}', 'claude-sonnet-5-5')).length).toBeGreaterThan(whole * 0.7);
    expect((await lastTurn({}, think)).length).toBeLessThan(whole / 2);
  });
});
