// A session remembers its last turns. Whatever changes between two turns, it sends what it sends without that memory.
import { Headroom, type CompressOptions, type Message, type Session } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { NAMES, request } from '../support/bodies.js';
import { conversation, type Messages } from '../support/conversation.js';
import { mutate } from '../support/mutate.js';
import { forAll, type Random } from '../support/random.js';
import { SOURCE } from '../support/samples.js';
import { SHAPES } from '../support/shapes.js';
import { turns } from '../support/turns.js';

/** The number of conversations, and the number of turns in each. */
const CONVERSATIONS = 120;
const TURNS = 16;
/** The number of conversations whose last turns a session remembers. */
const REMEMBERED = 8;
/** Its provider charges little for writing to the cache, so that prunes are frequent. */
const PRUNING: CompressOptions = { model: 'gpt-4o', pruning: 'auto', keepTurns: 1, expectedTurns: 1000 };

/** Options as callers change them between turns. */
function otherwise(random: Random): CompressOptions {
  return random.pick<CompressOptions>([
    PRUNING,
    PRUNING,
    PRUNING,
    { ...PRUNING, query: 'Why does the build fail?' },
    { frozenMessageCount: random.below(4) },
    { exactOnly: true },
    { mode: 'audit' },
    { mode: 'simulate' },
  ]);
}

/** Moves a mark of the prompt cache to the last message, as clients do. */
function mark(messages: Message[]): void {
  for (const message of messages) delete (message as Record<string, unknown>)['cache_control'];
  const last = messages.at(-1);
  if (typeof last === 'object' && last !== null)
    (last as Record<string, unknown>)['cache_control'] = { type: 'ephemeral' };
}

/** Changes a live conversation in place, most often by one more message at its end. */
function next(random: Random, live: Message[], whole: readonly Message[], sent: readonly Message[]): void {
  const change = random.pick([
    () => mutate(random, live),
    () => mark(live),
    () => void live.pop(),
    () => void live.splice(random.below(live.length + 1), 1),
    // A client goes on with some of the messages that were sent.
    () => live.splice(0, live.length, ...live.map((own, at) => (random.onceIn(2) ? (sent[at] ?? own) : own))),
    // It changes the list that it got.
    () => mutate(random, sent as Message[]),
  ]);
  if (random.onceIn(3)) change();
  const rest = whole.slice(live.length, live.length + 1 + random.below(2));
  live.push(...structuredClone(rest));
}

const newSession = (): Session => new Headroom({ store: ':memory:', scope: 's' }).session();

/** Makes a session forget the last turn of a conversation, by turns of as many others as it remembers. */
async function forget(session: Session): Promise<void> {
  for (let at = 0; at < REMEMBERED; at += 1) await session.compress([{ role: 'user', content: `another ${at}` }]);
}

describe('a session', () => {
  it('sends the same as without its last turn, after any change in place since then', async () => {
    let continued = 0;
    await forAll(async (random) => {
      const whole = conversation(random, TURNS);
      const [session, other] = [newSession(), newSession()];
      const live: Message[] = structuredClone(whole.slice(0, 1 + random.below(6)));
      let sent: readonly Message[] = [];
      for (let turn = 0; turn < TURNS; turn += 1) {
        const options = otherwise(random);
        const copy = structuredClone(live);
        const result = await session.compress(live, options);
        const expected = await other.compress(copy, options);
        await forget(other);
        expect(result.messages).toEqual(expected.messages);
        const { lineage, tokensAfter } = expected;
        expect(result).toMatchObject({ lineage, tokensAfter });
        continued += Number(lineage === 'continued');
        sent = result.messages;
        next(random, live, whole, sent);
      }
    }, CONVERSATIONS);
    expect(continued).toBeGreaterThan(0);
  });

  it('reads a copy again that it handed out, because the message changed during the turn', async () => {
    const session = newSession();
    const said = { role: 'user', content: [{ type: 'text', text: 'Go.' }] };
    const working = session.compress([said]);
    said.content[0]!.text = 'Stop.';
    const copy = (await working).messages[0] as typeof said;
    expect(copy.content[0]!.text).toBe('Go.');
    copy.content[0]!.text = SOURCE;
    const { tokensBefore } = await session.compress([structuredClone(copy)]);
    expect(tokensBefore).toBe((await newSession().compress([copy])).tokensBefore);
  });

  it('writes the same bodies as without its last turn, whatever changes in them', () =>
    forAll(async (random) => {
      const shape = random.pick(NAMES);
      const whole = SHAPES[shape](random, turns(random, TURNS));
      const [session, other] = [newSession(), newSession()];
      const live: Message[] = structuredClone(whole.slice(0, 1 + random.below(6)));
      for (let turn = 0; turn < TURNS; turn += 1) {
        const body = JSON.stringify(request(random, shape, live as Messages));
        const result = await session.compressBody(body, PRUNING);
        const expected = await other.compressBody(body, PRUNING);
        await forget(other);
        expect(result.body).toBe(expected.body);
        // A caller may change the messages of a result.
        mutate(random, result.messages);
        next(random, live, whole, live);
      }
    }, CONVERSATIONS));
});
