// The promises about structured results that may be sent as one text.
import { compress, compressBody, expand, Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { forAll, type Random, seeds } from '../support/random.js';
import { forged, MARK, result, STRUCTURED } from '../support/structured.js';

const results = (random: Random): unknown[] => random.many(1 + random.below(4), () => result(random));

/** The texts in which structured results are sent. */
function textsIn(messages: readonly object[]): string[] {
  const texts: string[] = [];
  JSON.stringify(messages, (_, value: unknown) => {
    if (typeof value === 'string' && value.startsWith(MARK)) texts.push(value);
    return value;
  });
  return texts;
}

describe.each(Object.entries(STRUCTURED))('structured results in the shape %s', (name, shape) => {
  it('are restored, and unchanged when they are sent again', async () => {
    let asText = 0;
    await forAll(async (random) => {
      const messages = shape(results(random));
      const sent = await new Headroom().compress(messages);
      if (sent.blocks.every(({ skipped }) => skipped !== 'already-compressed'))
        expect(await expand(sent.messages)).toStrictEqual(messages);
      const again = await new Headroom().compress(sent.messages);
      expect(again.messages).toStrictEqual(sent.messages);
      expect(again.compressed).toBe(false);
      for (const { tokensBefore, tokensAfter, skipped } of sent.blocks)
        if (skipped !== 'looks-compressed') expect(tokensAfter).toBeLessThanOrEqual(tokensBefore);
      asText += textsIn(sent.messages).length;
    });
    expect(asText).toBeGreaterThan(seeds().length / 3);
  });

  it('continue in the same way, whether the client sends the originals or what was sent', () =>
    forAll(async (random) => {
      const messages = shape(results(random));
      const { messages: sent } = await new Headroom().compress(messages);
      const end = random.below(messages.length + 1);
      expect((await new Headroom().compress(messages.slice(0, end))).messages).toStrictEqual(sent.slice(0, end));
      const mixed = [...sent.slice(0, end), ...messages.slice(end)];
      expect((await new Headroom().compress(mixed)).messages).toStrictEqual(sent);
      const session = new Headroom({ store: ':memory:' }).session();
      const first = await session.compress(messages.slice(0, end));
      const next = await session.compress([
        ...(random.onceIn(2) ? first.messages : messages.slice(0, end)),
        ...messages.slice(end),
      ]);
      expect(next.messages.slice(0, end)).toStrictEqual(first.messages);
      if (next.blocks.every(({ skipped }) => skipped !== 'already-compressed'))
        expect(await session.expand(next.messages)).toStrictEqual(messages);
    }, 300));

  it('are told from texts that look like them', () =>
    forAll(async (random) => {
      const own = await compress(
        shape([{ result: Array.from({ length: 9 }, (_, id) => ({ id, kind: 'order', paid: true })) }]),
      );
      const [sent] = textsIn(own.messages);
      const text = forged(random, sent!);
      const messages = {
        gemini: shape([{ output: text }]),
        bedrock: [{ role: 'user', content: [{ toolResult: { toolUseId: 'a', content: [{ text }] } }] }],
        vercel: [
          { role: 'tool', content: [{ type: 'tool-result', toolCallId: 'a', output: { type: 'text', value: text } }] },
        ],
      }[name]!;
      const result = await new Headroom().compress(messages);
      expect(await expand(result.messages)).toStrictEqual(messages);
      expect((await new Headroom().compress(result.messages)).messages).toStrictEqual(result.messages);
    }, 300));

  it('keep numbers and keys as they are written in a body', () =>
    forAll(async (random) => {
      const numbers = ['12345678901234567890', '1.0', '0.10', '1E5', '-0', '1e400', '1234567890.12345678901'];
      const ids = random.many(20, () => random.pick(numbers));
      const items = ids.map((id) => `{"id":${id},"name":"an ïtem","ok":true,"ok":false}`);
      const compact = `{"2":1,"1":2.50,"result":[${items.join(',')}]}`;
      const json = compact.replaceAll(',"', random.pick([',"', ', "', ',\n\t"'])).replaceAll('an ', 'an\\u0020');
      const list = name === 'gemini' ? 'contents' : 'messages';
      const body = JSON.stringify({ [list]: shape(['@']) }).replace('"@"', () => json);
      const { body: sent } = await compressBody(body);
      const [text] = textsIn([JSON.parse(sent) as object]);
      expect(await expand(text!.slice(MARK.length))).toBe(compact);
      expect((await compressBody(sent)).body).toBe(sent);
      const { [list]: messages } = JSON.parse(sent) as Record<string, object[]>;
      expect({ [list]: await expand(messages!) }).toStrictEqual(JSON.parse(body));
      // Everything else is unchanged.
      const [before, after] = {
        gemini: [json, JSON.stringify({ output: text })],
        bedrock: [`{"json":${json}}`, JSON.stringify({ text })],
        vercel: [`{"type":"json","value":${json}`, `{"type":"text","value":${JSON.stringify(text)}`],
      }[name]!;
      expect(sent).toBe(body.replace(before!, () => after!));
      const buffer = Buffer.from(body);
      expect((await compressBody(buffer)).body.toString()).toBe(sent);
    }, 100));
});
