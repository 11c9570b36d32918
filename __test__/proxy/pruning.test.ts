// Old results become short forms where that pays, and never before reasoning that may be bound to them.
import { describe, expect, it } from 'vitest';
import { weighing } from '../support/weighed.js';
import { bodyOf } from './dialogue.js';
import { post, says, startAt, withProxy } from './support.js';

const TOOLS = [{ name: 'Bash', input_schema: { type: 'object' } }];
const THOUGHT = { type: 'thinking', thinking: 'It must be heavy.', signature: 'c2ln' };

/** What the provider gets in the last turn. */
async function lastTurn(options: object, change: (messages: any[]) => void = () => undefined): Promise<string> {
  let last = '';
  await withProxy(
    says('{}'),
    async (proxy, { requests }) => {
      const messages = weighing(40);
      change(messages);
      for (let end = 1; end <= messages.length; end += 2) {
        const body = { model: 'claude-sonnet-4-5', max_tokens: 9, tools: TOOLS, messages: messages.slice(0, end) };
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

  it('is off by default', async () => {
    expect((await lastTurn({})).length).toBeGreaterThan(whole * 0.7);
  });

  it('needs a store', async () => {
    await expect(startAt('http://127.0.0.1:9', { pruning: 'auto' })).rejects.toMatchObject({ option: 'pruning' });
  });

  it('leaves everything before reasoning alone', async () => {
    const sent = await lastTurn({ pruning: 'auto' }, (messages) => messages[1].content.unshift(THOUGHT));
    expect(sent.length).toBeGreaterThan(whole * 0.7);
  });
});
