// The promises about a conversation, each for a thousand random ones.
import { compress, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { conversation } from '../support/conversation.js';
import { expectSame, withoutResults } from '../support/messages.js';
import { forAll, seeds } from '../support/random.js';

/** Maximum tokens of an escape, which a text that looks like our notation needs. */
const ESCAPE = 6;

/** A new instance, which has nothing in memory. */
function fresh(): Headroom {
  return new Headroom();
}

describe('any conversation', () => {
  it('has a stable prefix: later messages do not change how earlier ones are sent', () =>
    forAll(async (random) => {
      const messages = conversation(random);
      const whole = (await fresh().compress(messages)).messages;
      for (const end of [1, 1 + random.below(messages.length), 1 + random.below(messages.length)]) {
        expect((await fresh().compress(messages.slice(0, end))).messages).toEqual(whole.slice(0, end));
      }
    }));

  it('is sent the same turn by turn with one instance as all at once', () =>
    forAll(async (random) => {
      const messages = conversation(random);
      const remembering = fresh();
      let last: Awaited<ReturnType<typeof compress>> | undefined;
      for (let end = 1; end <= messages.length; end++) last = await remembering.compress(messages.slice(0, end));
      expect(last!.messages).toEqual((await fresh().compress(messages)).messages);
      expect(last!.blocks).toEqual((await fresh().compress(messages)).blocks);
    }));

  it('is restored by expand', () =>
    forAll(async (random) => {
      const messages = conversation(random);
      const result = await compress(messages);
      expectSame(await expand(result.messages), messages, result.blocks);
    }));

  it('is not changed by being compressed again', () =>
    forAll(async (random) => {
      const messages = conversation(random);
      const once = await fresh().compress(messages);
      const twice = await fresh().compress(once.messages);
      expect(twice.messages).toEqual(once.messages);
      expect(twice.compressed).toBe(false);
    }));

  it('continues in the same way if the client sends its start back compressed', () =>
    forAll(async (random) => {
      const messages = conversation(random);
      const end = random.below(messages.length + 1);
      const whole = (await fresh().compress(messages)).messages;
      const mixed = [...whole.slice(0, end), ...messages.slice(end)];
      expect((await fresh().compress(mixed)).messages).toEqual(whole);
    }));

  it('never costs more, except for escapes', () =>
    forAll(async (random) => {
      const result = await compress(conversation(random));
      for (const block of result.blocks) {
        expect(block.tokensAfter, block.skipped ?? 'edited').toBeLessThanOrEqual(
          block.tokensBefore + (block.skipped === 'looks-compressed' ? ESCAPE : 0),
        );
        expect(block.edits.length > 0).toBe(block.skipped === undefined);
      }
    }));

  it('changes only in tool results, and only in copies', () =>
    forAll(async (random) => {
      const messages = conversation(random);
      const before = structuredClone(messages);
      const { messages: after } = await compress(messages);
      expect(messages).toEqual(before);
      expect(withoutResults(after)).toEqual(withoutResults(messages));
      for (const [index, message] of after.entries()) {
        expect(message === messages[index]).toBe(JSON.stringify(message) === JSON.stringify(messages[index]));
      }
    }));

  it('is usually compressed, so that the other properties are not empty', async () => {
    let compressed = 0;
    const units = new Set<string>();
    await forAll(async (random) => {
      const result = await compress(conversation(random));
      compressed += Number(result.tokensSaved > 0);
      for (const unit of result.transformsApplied) units.add(unit);
    }, 300);
    expect(compressed).toBeGreaterThan((seeds(300).length * 2) / 3);
    expect([...units].sort()).toEqual(expect.arrayContaining(['json', 'references']));
  });
});
