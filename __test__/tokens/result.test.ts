// The result of `compress` counts the tokens of its texts.
import { compress, Headroom } from '@headroom/native';
import { countTokens, encodingOf } from '@headroom/native/tokens';
import { describe, expect, it } from 'vitest';
import { ROWS, SOURCE } from '../support/samples.js';

const asked = (text: string, id = 'a'): object[] => [
  { role: 'assistant', content: [{ type: 'tool_use', id, name: 'query', input: { id } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: text }] },
];
const contentOf = (message: unknown): string => (message as { content: { content: string }[] }).content[0]!.content;
const MESSAGES = [{ role: 'user', content: 'Which of the users is active?' }, ...asked(ROWS)];

describe('count', () => {
  it('counts the texts before and after', async () => {
    const result = await compress(MESSAGES);
    const counted = await result.count();
    const others = countTokens('Which of the users is active?') + countTokens('a');
    expect(counted).toEqual({
      tokensBefore: others + countTokens(ROWS),
      tokensAfter: others + countTokens(contentOf(result.messages[2])),
      tokensSaved: counted.tokensBefore - counted.tokensAfter,
      ...encodingOf(),
    });
    expect(counted.exact).toBe(true);
    expect(counted.tokensSaved).toBeGreaterThan(0);
  });

  it('counts for the model of the call, or for another', async () => {
    const result = await compress(MESSAGES, { model: 'gpt-4' });
    expect(await result.count()).toMatchObject({ encoding: 'cl100k_base', exact: true });
    expect(await result.count('gpt-5')).toEqual(await (await compress(MESSAGES)).count());
    const exact = await result.count('o200k_base');
    const { factor, error } = encodingOf('claude-opus-4-8');
    expect(await result.count('claude-opus-4-8')).toMatchObject({
      tokensBefore: Math.round(exact.tokensBefore * factor),
      exact: false,
      error,
    });
  });

  it('counts a body for the model in it, unless the options name one', async () => {
    const body = JSON.stringify({ model: 'gpt-4', messages: MESSAGES });
    const headroom = new Headroom();
    expect(await (await headroom.compressBody(body)).count()).toMatchObject({ encoding: 'cl100k_base' });
    expect(await (await headroom.compressBody(body, { model: 'gpt-5' })).count()).toMatchObject({
      encoding: 'o200k_base',
    });
    expect(await (await headroom.compressBody(JSON.stringify({ model: 5, messages: MESSAGES }))).count()).toMatchObject(
      { encoding: 'o200k_base', exact: true },
    );
    expect(await (await headroom.compressBody('no body')).count()).toMatchObject({
      tokensBefore: 0,
      tokensAfter: 0,
      tokensSaved: 0,
    });
  });

  it('returns the same count again, in later turns, and after the instance is closed', async () => {
    const headroom = new Headroom();
    const first = await headroom.compress(asked(SOURCE));
    const counted = await first.count();
    const later = await headroom.compress([...asked(SOURCE), ...asked(SOURCE, 'b')]);
    expect((await later.count()).tokensBefore).toBe(2 * counted.tokensBefore);
    headroom.close();
    expect(await first.count()).toEqual(counted);
    expect(await Promise.all([first.count(), first.count(), later.count()])).toEqual([
      counted,
      counted,
      await later.count(),
    ]);
  });

  it.each([null, 5, {}])('rejects %o as a model', async (model) => {
    await expect(compress(MESSAGES, { model: model as never })).rejects.toMatchObject({
      code: 'configuration',
      option: 'model',
    });
    const result = await compress(MESSAGES);
    await expect(result.count(model as never)).rejects.toMatchObject({ code: 'configuration', option: 'model' });
  });
});
