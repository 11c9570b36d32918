// Pruned sessions: between prunes each request starts with the last one, whatever happens, and all comes back.
import { join } from 'node:path';
import { Headroom, type CompressOptions, type Message, type Session } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { conversation, type Messages } from '../support/conversation.js';
import { canonical, resultsOf } from '../support/messages.js';
import { withFolder } from '../support/process.js';
import { forAll, seeds, type Random } from '../support/random.js';

/** The number of sessions, and the minimum of turns in each. */
const SESSIONS = 200;
const TURNS = 60;
/** Its provider charges little for writing to the cache, so that prunes are frequent. */
const OPTIONS: CompressOptions = { model: 'gpt-4o', pruning: 'auto', keepTurns: 1, expectedTurns: 1000 };

const bytes = (messages: readonly Message[]): string[] => messages.map((message) => JSON.stringify(message));

const texts = (messages: readonly Message[]): string[] => resultsOf(messages as Messages).map(canonical);

/** Options as callers change them between turns. */
function otherwise(random: Random): CompressOptions {
  return random.pick<CompressOptions>([
    OPTIONS,
    OPTIONS,
    { ...OPTIONS, cold: true },
    { ...OPTIONS, tokenBudget: 2000 },
    { ...OPTIONS, pruning: 'off' },
    { ...OPTIONS, exactOnly: true },
  ]);
}

describe('a session that prunes', () => {
  it(
    `sends the same between prunes and gives everything back, for ${SESSIONS} sessions of ${TURNS} turns`,
    () =>
      withFolder(async (folder) => {
        const open = (): Headroom => new Headroom({ store: join(folder, 'state'), scope: 'sessions' });
        const others = [open(), open()];
        let pruned = 0;
        await forAll(async (random) => {
          const messages = conversation(random, TURNS);
          const sessions = others.map((headroom) => headroom.session());
          const next = (): Session => {
            const at = random.below(sessions.length);
            if (random.onceIn(20)) sessions[at] = others[at]!.session();
            return sessions[at]!;
          };
          let sent: string[] = [];
          const fork = 1 + random.below(messages.length);
          let atFork: string[] = [];
          for (let end = 1; end <= messages.length; end += 1) {
            const session = next();
            const result = await session.compress(messages.slice(0, end), otherwise(random));
            const now = bytes(result.messages);
            if (result.pruned) pruned += 1;
            else expect(now.slice(0, sent.length)).toEqual(sent);
            sent = now;
            if (end === fork) atFork = now;
            if (end === messages.length) expect(texts(await session.expand(result.messages))).toEqual(texts(messages));
          }
          // A branch from before later prunes goes on as it was.
          const branch = await open().session().compress(messages.slice(0, fork), { pruning: 'off' });
          expect(bytes(branch.messages)).toEqual(atFork);
        }, SESSIONS);
        expect(pruned).toBeGreaterThan(seeds(SESSIONS).length / 2);
      }),
    600_000,
  );
});
