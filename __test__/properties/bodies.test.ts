// Request bodies: only the bytes of compressed texts change.
import { createHash } from 'node:crypto';
import { compress, compressBody } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { messagesIn, NAMES, request, written } from '../support/bodies.js';
import { resultsOf, withoutResults } from '../support/messages.js';
import { forAll, type Random, seeds } from '../support/random.js';
import { SHAPES } from '../support/shapes.js';
import { turns, type Turn } from '../support/turns.js';

const BODIES = 2000;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
/** A turn with results that are too short to compress. */
const quiet = (random: Random, turn: Turn): Turn =>
  'say' in turn
    ? turn
    : {
        calls: turn.calls.map((call) => ({
          ...call,
          result: random.pick(['', 'ok', `exit ${random.below(9)}`, 'naïve', '{"a": 1.0}']),
        })),
      };
/** A JSON text, split into string literals and the text between them. */
const parts = (text: string): string[] => text.split(/("[^"\\]*(?:\\.[^"\\]*)*")/s);

describe.each(NAMES)('bodies of the shape %s', (name) => {
  it(`are unchanged if nothing can be compressed: ${BODIES}`, () =>
    forAll(async (random) => {
      const conversation = turns(random, 1 + random.below(5)).map((turn) => quiet(random, turn));
      const bytes = Buffer.from(written(random, request(random, name, SHAPES[name](random, conversation))));
      const before = sha256(bytes);
      const { body, skipped, compressed } = await compressBody(bytes);
      expect({ skipped, compressed }).toEqual({ skipped: undefined, compressed: false });
      expect(sha256(body)).toBe(before);
      expect(body).toBe(bytes);
    }, BODIES));

  it('change only in tool results, as messages do', async () => {
    let changed = 0;
    await forAll(async (random) => {
      const text = written(random, request(random, name, SHAPES[name](random, turns(random, 2 + random.below(6)))));
      const was = messagesIn(JSON.parse(text));
      const { body, compressed } = await compressBody(Buffer.from(text));
      const now = messagesIn(JSON.parse(body.toString()));
      expect(now).toEqual((await compress(was)).messages);
      // Ids, thinking, breakpoints and unknown fields are unchanged.
      expect(withoutResults(now)).toEqual(withoutResults(was));
      const [before, after] = [parts(text), parts(body.toString())];
      expect(after.length).toBe(before.length);
      const [answers, sent] = [new Set(resultsOf(was)), new Set(resultsOf(now))];
      const differ = before.flatMap((part, at) => (part === after[at] ? [] : [[part, after[at]!] as const]));
      for (const [one, other] of differ)
        expect([answers.has(JSON.parse(one)), sent.has(JSON.parse(other))]).toEqual([true, true]);
      expect(differ.length > 0).toBe(compressed);
      changed += Number(compressed);
      expect((await compressBody(text)).body).toBe(body.toString());
    }, BODIES / 4);
    expect(changed).toBeGreaterThan(seeds(BODIES / 4).length / 2);
  });
});
