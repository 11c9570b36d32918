// Compares counts with gpt-tokenizer, on real and on random texts. Both together are about twice HEADROOM_CASES, which
// is 1,000 by default.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countTokens } from '@headroom/native/tokens';
import { countTokens as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { countTokens as o200k } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { ABSENT, conversations } from '../support/corpus.js';
import { ROOT } from '../support/process.js';
import { CASES, forAll, Random } from '../support/random.js';
import { mixedText } from '../support/unicode.js';

const ENCODINGS = [
  ['o200k_base', o200k],
  ['cl100k_base', cl100k],
] as const;
/** Text that looks like a special token counts as text. */
const AS_TEXT = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };
/** Maximum length of a text, because gpt-tokenizer is slow on long texts. */
const MAX_LEN = 20_000;

/** Asserts that a text counts the same, in both encodings, as string and as bytes. */
function expectSame(text: string): void {
  for (const [name, count] of ENCODINGS) {
    const expected = count(text, AS_TEXT);
    if (countTokens(text, name) !== expected || countTokens(Buffer.from(text), name) !== expected)
      expect(countTokens(text, name), `${name}: ${JSON.stringify(text.slice(0, 500))}`).toBe(expected);
  }
}

/** Files of this repository and their lines. */
function* sources(): Iterable<string> {
  for (const name of execFileSync(
    'git',
    ['ls-files', '-z', '--', '*.rs', '*.ts', '*.mjs', '*.md', '*.json', '*.toml'],
    { cwd: ROOT, encoding: 'utf8' },
  ).split('\0')) {
    if (!name || !existsSync(join(ROOT, name))) continue;
    const text = readFileSync(join(ROOT, name), 'utf8');
    yield text.slice(0, MAX_LEN);
    yield* text.split('\n').map((line) => `${line}\n`);
  }
}

describe('counts equal those of gpt-tokenizer', () => {
  it('on random texts', () => forAll((random) => expectSame(mixedText(random))));

  it('on files of this repository and their lines', () => {
    const texts = new Random(1).shuffled([...new Set(sources())]).slice(0, CASES);
    expect(texts.length).toBe(CASES);
    texts.forEach(expectSame);
  });

  it.skipIf(ABSENT)(`on recorded sessions${ABSENT ? `: ${ABSENT}` : ''}`, () => {
    const texts = conversations().flatMap(({ messages }) =>
      messages.map((message) => JSON.stringify(message).slice(0, MAX_LEN)),
    );
    expect(texts.length).toBeGreaterThan(500);
    new Random(2)
      .shuffled(texts)
      .slice(0, CASES / 2)
      .forEach(expectSame);
  });
});
