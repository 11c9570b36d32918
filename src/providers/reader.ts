// Reads messages, each by the provider whose shape it has.
import { attempt, fieldsOf } from './look.js';
import type { Fields, Message, Piece, Text } from './message.js';
import type { Provider } from './provider.js';
import { PROVIDERS } from './registry.js';
import { Draft } from './replace.js';

/** Whether a value is a message in a shape that we know. */
export function isMessage(value: unknown): value is Message {
  return providerOfMessage(fieldsOf(value)) !== undefined;
}

/** Who speaks in a message. */
export type Speaker = 'instructions' | 'user' | 'model';

/** The roles that providers have, by who speaks. */
const SPEAKERS: ReadonlyMap<unknown, Speaker> = new Map([
  ['system', 'instructions'],
  ['developer', 'instructions'],
  ['user', 'user'],
  ['assistant', 'model'],
  ['model', 'model'],
]);

/** Who speaks in a message, be there text in it or not; nothing where its role does not say so. */
export function speakerOf(message: unknown): Speaker | undefined {
  return SPEAKERS.get(fieldsOf(message)['role']);
}

/** The texts of each message; none where it cannot be looked at, and none of what programs say to each other. */
export function* piecesOf(messages: readonly Message[]): Iterable<readonly Piece[]> {
  const reader = new Reader();
  for (const message of messages) yield reader.kept(attempt(() => [...reader.read(message)]) ?? []);
}

/** Reads the messages of a conversation in their order. */
export class Reader {
  readonly #programs = new Set<string>();

  /** The pieces of the next message. Where that throws, as getters and proxies may, it has none. */
  *read(message: unknown): Iterable<Piece> {
    const fields = fieldsOf(message);
    const provider = providerOfMessage(fields);
    if (provider) yield* provider.messages.read(fields);
  }

  /** Those of its pieces that the model reads. */
  kept(pieces: readonly Piece[]): readonly Piece[] {
    for (const piece of pieces) if (piece.type === 'call' && piece.forProgram) this.#programs.add(piece.id);
    return this.#programs.size === 0
      ? pieces
      : pieces.filter((piece) => piece.type !== 'result' || piece.id === undefined || !this.#programs.has(piece.id));
  }
}

/** The message with other texts in some places; the message itself where it cannot be copied. */
export function withTexts<M extends Message>(message: M, texts: readonly Text[]): M {
  return (
    attempt(() => {
      const draft = new Draft(message);
      for (const text of texts) draft.replace(text);
      return draft.message;
    }) ?? message
  );
}

/** A user's message with one more text at its end, in the message's own shape. */
export function withAdded<M extends Message>(message: M, text: string): M {
  const fields = fieldsOf(message);
  return { ...message, ...(providerOfMessage(fields)?.messages.added(fields, text) ?? { content: text }) };
}

function providerOfMessage(fields: Fields): Provider | undefined {
  for (const provider of PROVIDERS) {
    try {
      if (provider.messages.matches(fields)) return provider;
    } catch {
      // It is none of this provider's.
    }
  }
  return undefined;
}
