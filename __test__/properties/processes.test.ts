// The sent messages depend only on the request.
import { describe, expect, it } from 'vitest';
import { conversation } from '../support/conversation.js';
import { inProcess } from '../support/process.js';
import { CASES, Random, seeds } from '../support/random.js';

const SCRIPT = `
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
const hashes = {};
for (const [seed, messages] of JSON.parse(readFileSync('conversations.json', 'utf8'))) {
  const { messages: sent, blocks } = await headroom.compress(messages);
  hashes[seed] = createHash('sha256').update(JSON.stringify([sent, blocks])).digest('hex');
}
console.log(JSON.stringify(hashes));
`;

describe('two processes', () => {
  it(`send the same messages for ${CASES} conversations in different orders`, async () => {
    const conversations = seeds().map((seed) => [seed, conversation(new Random(seed))] as const);
    const shuffled = new Random(1).shuffled(conversations);
    expect(shuffled.length === 1 || JSON.stringify(shuffled) !== JSON.stringify(conversations)).toBe(true);
    const [one, two] = await Promise.all(
      [conversations, shuffled].map(
        (order) =>
          inProcess(SCRIPT, { files: { 'conversations.json': JSON.stringify(order) } }) as Promise<
            Record<string, string>
          >,
      ),
    );
    const differ = Object.keys(one!).filter((seed) => one![seed] !== two![seed]);
    expect(differ, 'seeds that differ').toEqual([]);
    expect(Object.keys(one!).length).toBe(conversations.length);
    expect(new Set(Object.values(one!)).size, 'different conversations').toBeGreaterThan(conversations.length / 2);
  });
});
