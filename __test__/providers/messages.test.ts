// Each provider reads messages in its own shape, as `__test__/support/shapes.ts` writes them.
import { describe, expect, it } from 'vitest';
import {
  isMessage,
  piecesOf,
  PROVIDERS,
  withAdded,
  type Fields,
  type Piece,
  type Provider,
} from '../../src/providers/index.js';
import { forAll } from '../support/random.js';
import { ONE_TEXT, SHAPES } from '../support/shapes.js';
import { turns } from '../support/turns.js';

const readerOf = (message: Fields): Provider | undefined => PROVIDERS.find(({ messages }) => messages.matches(message));
const textsOf = (pieces: readonly Piece[], type: Piece['type']): string[] =>
  pieces.flatMap((piece) => (piece.type === type && 'text' in piece ? [piece.text] : []));

describe.each(PROVIDERS)('messages of $name', (provider) => {
  const shape = SHAPES[provider.name as keyof typeof SHAPES];

  it('are read by this provider, with every text, call and result', () =>
    forAll((random) => {
      const what = turns(random, 5);
      const messages = shape(random, what);
      expect(messages.every(isMessage)).toBe(true);
      const read = [...piecesOf(messages)];
      for (const [at, pieces] of read.entries())
        if (pieces.some(({ type }) => type === 'call' || type === 'result'))
          expect(readerOf(messages[at]!)?.name).toBe(provider.name);
      const pieces = read.flat();
      const calls = what.flatMap((turn) => ('calls' in turn ? turn.calls : []));
      expect(pieces.flatMap((piece) => (piece.type === 'call' ? [piece.tool] : []))).toEqual(
        calls.map(({ tool }) => tool),
      );
      const results = calls.map(({ result }) => (typeof result === 'string' ? [result] : result));
      expect(textsOf(pieces, 'result')).toEqual(
        results.flatMap((texts) => (ONE_TEXT.has(provider.name) ? [texts.join('\n')] : texts)),
      );
      for (const type of ['user', 'assistant'] as const)
        expect(textsOf(pieces, type)).toEqual(
          what.flatMap((turn) => ('say' in turn && turn.role === type ? turn.say : [])),
        );
    }, 100));

  it('can be extended by a text', () =>
    forAll((random) => {
      const [message] = shape(random, [{ role: 'user', say: 'Hello' }]);
      const pieces = [...piecesOf([withAdded(message!, 'More')])].flat();
      expect(textsOf(pieces, 'user').join('\n\n')).toBe('Hello\n\nMore');
    }, 20));
});

it('a text is added to a Chat Completions message with audio in the Chat Completions shape', () => {
  const message = { role: 'user', content: [{ type: 'input_audio', input_audio: { data: '', format: 'wav' } }] };
  expect(withAdded(message, 'More').content[1]).toEqual({ type: 'text', text: 'More' });
});
