// The promises about documents in what the user wrote.
import { Headroom } from '@headroom/native';
import { expect, it } from 'vitest';
import { PROMPT, QUESTION, TASK } from '../support/prompt.js';
import { forAll, type Random, seeds } from '../support/random.js';
import { output } from '../support/texts.js';

const documents = (random: Random): string =>
  random.onceIn(4)
    ? PROMPT
    : random
        .many(1 + random.below(6), () => output(random))
        .join(random.pick(['\n', '\n\n', '\n \n\n', '\r\n\r\n']))
        .replace(/\r?\n/g, random.onceIn(5) ? '\r\n' : '\n');
const end = (random: Random): string => random.pick(['\n\n', '\n\n\n', '\n\t\n', '\r\n\r\n', '\n']);

function prompt(random: Random): object {
  const texts = [TASK, ...random.many(1 + random.below(3), () => documents(random)), QUESTION];
  if (random.onceIn(2)) return { role: 'user', content: texts.join(end(random)) };
  const asParts = random.onceIn(4) ? random.shuffled(texts) : texts;
  return { role: 'user', content: asParts.map((text) => ({ type: 'text', text })) };
}

it('documents of the user are restored, and unchanged when they are sent again or more follows', async () => {
  const settings = { scope: 's', policy: 'oneshot', compressUserDocuments: true } as const;
  let elided = 0;
  await forAll(async (random) => {
    const messages = [prompt(random), { role: 'assistant', content: 'Yes.' }, prompt(random)];
    const headroom = new Headroom({ ...settings, store: ':memory:' });
    const sent = await headroom.compress(messages);
    if (sent.blocks.every(({ skipped }) => skipped !== 'already-compressed'))
      expect(await headroom.expand(sent.messages)).toEqual(messages);
    const again = await headroom.compress(sent.messages);
    expect(again.messages).toEqual(sent.messages);
    const first = await new Headroom({ ...settings, store: ':memory:' }).compress(messages.slice(0, 1));
    expect(first.messages).toEqual(sent.messages.slice(0, 1));
    elided += sent.ccrHashes.length;
  }, 300);
  expect(elided).toBeGreaterThan(seeds(300).length / 3);
});
