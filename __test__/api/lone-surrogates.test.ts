// A tool that cuts its output in the middle of a character leaves half a surrogate pair. Such a text is compressed like any other.
import { compress, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { withoutStandIns, withStandIns } from '../../src/text/stand-ins.js';
import { forAll } from '../support/random.js';

const LINES = Array.from(
  { length: 300 },
  (_, at) =>
    `2031-03-05T10:${String(20 + Math.floor(at / 60))}:${String(at % 60).padStart(2, '0')} INFO queue: took order ${4711 + at * 7} of shop ${at % 9}`,
);
const LONE = LINES.with(100, `${LINES[100]} \ud83d`).with(200, `\udc00 ${LINES[200]}`).join('\n');

function conversation(text: string) {
  return [
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Bash', input: { command: 'journalctl' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: text }] },
  ];
}

describe('a text with lone surrogates', () => {
  it.each([
    ['short', LONE],
    ['long', `${LONE}\n`.repeat(30)],
  ])('is compressed almost as much as without them, and comes back: %s', async (_, text) => {
    const whole = await compress(conversation(text.toWellFormed()));
    const { messages, tokensSaved } = await compress(conversation(text));
    expect(tokensSaved).toBeGreaterThan(0.9 * whole.tokensSaved);
    expect(await expand(messages)).toEqual(conversation(text));
    const sent = JSON.stringify(messages);
    expect(sent).toContain('\\ud83d');
    expect(sent).not.toMatch(/[\u{10e800}-\u{10efff}]/u);
    expect((await compress(messages)).messages).toEqual(messages);
  });

  it('is stored and fetched as it was', async () => {
    const headroom = new Headroom({ store: ':memory:' });
    const { messages, ccrHashes } = await headroom.session().compress(conversation(LONE));
    expect(ccrHashes).toHaveLength(1);
    expect(await headroom.expand(messages)).toEqual(conversation(LONE));
    expect((await headroom.retrieve(ccrHashes[0]!)).text).toBe(LONE);
  });

  it('stays unchanged beside the characters that stand in for them', async () => {
    const text = `${LONE}\n\u{10e83d}`;
    const { messages } = await compress(conversation(text));
    expect(messages).toEqual(conversation(text));
  });

  it('has one stand-in for each', () =>
    forAll(async (random) => {
      const units = random.many(random.below(20), () =>
        random.pick([0x41, 0xe9, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xd83d]),
      );
      const text = String.fromCharCode(...units);
      expect(withStandIns(text).isWellFormed()).toBe(true);
      expect(withoutStandIns(withStandIns(text))).toBe(text);
    }));
});
