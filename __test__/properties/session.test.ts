// Sessions: a message that was sent is sent again byte for byte, even if options or later messages change.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Headroom, type CompressOptions, type Lineage, type Message, type Session } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { conversation } from '../support/conversation.js';
import { inProcess, withFolder } from '../support/process.js';
import { forAll, Random, seeds } from '../support/random.js';
import { ROWS } from '../support/samples.js';

/** The number of conversations, and the minimum of turns in each. */
const CONVERSATIONS = 200;
const TURNS = 40;

/** The JSON of each message. */
function bytes(messages: readonly Message[]): string[] {
  return messages.map((message) => JSON.stringify(message));
}

/** Random options, as callers change them between turns. */
function otherwise(random: Random): CompressOptions {
  return random.pick<CompressOptions>([
    {},
    {},
    { exactOnly: true },
    { historyMayBeDropped: true },
    { policy: 'oneshot' },
  ]);
}

/** Sends a conversation message by message. `before` returns the session for each turn. */
async function play(
  random: Random,
  messages: readonly Message[],
  before: (end: number) => Session,
): Promise<Message[]> {
  let sent: string[] = [];
  let last: Message[] = [];
  for (let end = 1; end <= messages.length; end += 1) {
    last = (await before(end).compress(messages.slice(0, end), otherwise(random))).messages;
    expect(bytes(last).slice(0, sent.length)).toEqual(sent);
    sent = bytes(last);
  }
  return last;
}

describe('a session', () => {
  it('sends the same for small conversations with and without a store, whichever thread compresses them', () =>
    forAll(async (random) => {
      const messages = conversation(random, 1 + random.below(6));
      // Without a store a small conversation is compressed on the event loop. With one, another thread does it.
      const [here, there] = [new Headroom(), new Headroom({ store: ':memory:' })].map((own) => own.session());
      for (let end = 1; end <= messages.length; end += 1) {
        const turn = messages.slice(0, end);
        const results = await Promise.all([here!, there!].map((own) => own.compress(turn, { exactOnly: true })));
        const [one, two] = results.map(({ messages: sent, lineage, tokensAfter, blocks }) => ({
          sent,
          lineage,
          tokensAfter,
          blocks,
        }));
        expect(one).toEqual(two);
      }
    }, 60));

  it(
    `starts each request with the messages of the last one, for ${CONVERSATIONS} conversations of ${TURNS} turns with a restart`,
    () =>
      withFolder(async (folder) => {
        const open = (): Headroom => new Headroom({ store: join(folder, 'state'), scope: 'sessions' });
        let headroom = open();
        let compressed = 0;
        await forAll(async (random) => {
          const messages = conversation(random, TURNS);
          let session = headroom.session();
          const restart = 1 + random.below(messages.length);
          const sent = await play(random, messages, (end) => {
            if (end === restart) {
              headroom.close();
              headroom = open();
              session = headroom.session();
            }
            return session;
          });
          compressed += Number(JSON.stringify(sent).length < JSON.stringify(messages).length);
          expect(session.stats().lineages).toMatchObject({ adopted: 0, rewritten: 0 });
        }, CONVERSATIONS);
        expect(compressed).toBeGreaterThan(0.9 * seeds(CONVERSATIONS).length);
      }),
    300_000,
  );

  it('continues in another process', () =>
    withFolder(async (folder) => {
      const store = join(folder, 'state');
      const session = new Headroom({ store, scope: 'sessions' }).session();
      const conversations = seeds(20).map((seed) => conversation(new Random(seed), TURNS));
      const halves = conversations.map((messages) => messages.slice(0, messages.length >> 1));
      const before = [];
      for (const half of halves) before.push(bytes((await session.compress(half)).messages));
      const file = join(folder, 'conversations.json');
      writeFileSync(file, JSON.stringify(conversations));
      const script = `
        import { readFileSync } from 'node:fs';
        const session = new headroom.Headroom({ store: ${JSON.stringify(store)}, scope: 'sessions', exactOnly: true, historyMayBeDropped: true }).session();
        const sent = [];
        for (const messages of JSON.parse(readFileSync(${JSON.stringify(file)}, 'utf8'))) sent.push((await session.compress(messages)).messages);
        console.log(JSON.stringify(sent));
      `;
      const after = (await inProcess(script)) as Message[][];
      for (const [at, sent] of after.entries()) expect(bytes(sent).slice(0, before[at]!.length)).toEqual(before[at]);
    }));

  it('keeps concurrent conversations apart', () =>
    withFolder(async (folder) => {
      const session = new Headroom({ store: join(folder, 'state'), scope: 'sessions' }).session();
      const random = new Random(7);
      const conversations = random.many(12, () => conversation(random, 12));
      // Two conversations are equal, and one branches off another, as subagents and retries do.
      conversations.push(conversations[0]!, [
        ...conversations[1]!.slice(0, 6),
        { role: 'user', content: 'No, another way.' },
        ...conversations[2]!,
      ]);
      await Promise.all(conversations.map((messages) => play(random, messages, () => session)));
      expect(session.stats().lineages).toMatchObject({ adopted: 0 });
    }));

  it('does not change messages that the model has read, if it adopts a conversation', () =>
    forAll(async (random) => {
      const messages = conversation(random, 6);
      const end = 1 + random.below(messages.length);
      const session = new Headroom({ store: ':memory:', scope: 's' }).session();
      const first = (await session.compress(messages.slice(0, end))).messages;
      const read = messages
        .slice(0, end)
        .findLastIndex((message) => ['assistant', 'model'].includes(String((message as { role?: unknown }).role)));
      expect(first.slice(0, Math.max(read, 0))).toEqual(messages.slice(0, Math.max(read, 0)));
      const all = (await session.compress(messages)).messages;
      expect(bytes(all).slice(0, end)).toEqual(bytes(first));
    }, 200));

  it('recognises its conversations, whether the client sends originals or compressed messages', () =>
    forAll(async (random) => {
      const messages = conversation(random, 6);
      const end = random.below(messages.length + 1);
      const session = new Headroom({ store: ':memory:', scope: 's' }).session();
      const first = (await session.compress(messages.slice(0, end))).messages;
      const whole = (await session.compress(messages)).messages;
      const mixed = (await session.compress([...first, ...messages.slice(end)])).messages;
      expect(bytes(whole).slice(0, end)).toEqual(bytes(first));
      expect(bytes(mixed).slice(0, end)).toEqual(bytes(first));
    }, 200));
});

describe('the lineage of a request', () => {
  const use = (id: string): Message => ({
    role: 'assistant',
    content: [{ type: 'tool_use', id, name: 'query', input: { id } }],
  });
  const result = (id: string): Message => ({
    role: 'user',
    content: [{ type: 'tool_result', tool_use_id: id, content: ROWS.replaceAll('user', id) }],
  });
  const start: Message[] = [{ role: 'user', content: 'Who is active?' }, use('a'), result('a')];
  const more: Message[] = [...start, use('b'), result('b')];

  it('says how the request continues earlier ones', async () => {
    const session = new Headroom().session();
    const lineage = async (messages: Message[]): Promise<Lineage | undefined> =>
      (await session.compress(messages)).lineage;
    expect(await lineage(start)).toBe('new');
    expect(await lineage(more)).toBe('continued');
    expect(await lineage([...start, use('c'), result('c')])).toBe('continued');
    expect(await lineage([...start, use('d'), result('d'), use('e'), result('e')])).toBe('rewritten');
    expect(await lineage([{ role: 'user', content: 'Something else.' }, ...more.slice(1)])).toBe('adopted');
    expect(session.stats()).toEqual({
      requests: 5,
      prunes: { count: 0, tokensSaved: 0, tokensRewritten: 0, tokensNotRead: 0, paid: 0, earned: 0 },
      lineages: { new: 1, continued: 2, adopted: 1, rewritten: 1 },
    });
    expect((await new Headroom().compress(start)).lineage).toBeUndefined();
  });

  it('is reported for bodies, too', async () => {
    const session = new Headroom().session();
    const first = await session.compressBody(JSON.stringify({ model: 'm', messages: start }));
    const second = await session.compressBody(JSON.stringify({ model: 'm', messages: more }));
    expect([first.lineage, second.lineage]).toEqual(['new', 'continued']);
    const sent = first.body.slice(0, first.body.lastIndexOf(']'));
    expect(second.body.startsWith(sent)).toBe(true);
    expect(first.body.length).toBeLessThan(JSON.stringify({ model: 'm', messages: start }).length);
  });
});
