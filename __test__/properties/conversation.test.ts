// DESIGN §2, the promises: tried with a thousand random conversations each.
import { compress, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { conversation } from '../support/conversation.js';
import { expectSame, withoutResults } from '../support/messages.js';
import { forAll, seeds } from '../support/random.js';

/** What an escape may cost: a text that looks like ours cannot be sent without one. */
const ESCAPE = 6;

/** A fresh instance: what it gives cannot come from its memory. */
function fresh(): Headroom {
  return new Headroom();
}

describe('any conversation', () => {
  it('is sent so that what is sent for its start is the start of what is sent for all', () =>
    forAll(async (random) => {
      const messages = conversation(random);
      const whole = (await fresh().compress(messages)).messages;
      for (const end of [1, 1 + random.below(messages.length), 1 + random.below(messages.length)]) {
        expect((await fresh().compress(messages.slice(0, end))).messages).toEqual(whole.slice(0, end));
      }
    }));

  it('is sent the same turn by turn, by an instance that remembers, as at once', () =>
    forAll(async (random) => {
      const messages = conversation(random);
      const remembering = fresh();
      let last: Awaited<ReturnType<typeof compress>> | undefined;
      for (let end = 1; end <= messages.length; end++) last = await remembering.compress(messages.slice(0, end));
      expect(last!.messages).toEqual((await fresh().compress(messages)).messages);
      expect(last!.blocks).toEqual((await fresh().compress(messages)).blocks);
    }));

  it('comes back', () =>
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

  it('goes on as before where its start was sent back compressed', () =>
    forAll(async (random) => {
      const messages = conversation(random);
      const end = random.below(messages.length + 1);
      const whole = (await fresh().compress(messages)).messages;
      const mixed = [...whole.slice(0, end), ...messages.slice(end)];
      expect((await fresh().compress(mixed)).messages).toEqual(whole);
    }));

  it('never costs more, but for the escape of a text that looks like ours', () =>
    forAll(async (random) => {
      const result = await compress(conversation(random));
      for (const block of result.blocks) {
        expect(block.tokensAfter, block.skipped ?? 'edited').toBeLessThanOrEqual(
          block.tokensBefore + (block.skipped === 'looks-compressed' ? ESCAPE : 0),
        );
        expect(block.edits.length > 0).toBe(block.skipped === undefined);
      }
    }));

  it('changes in nothing but what tools answered, and only in copies', () =>
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

  it('is compressed at all, so that the above says something', async () => {
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
