// Reads each message by the provider whose shape it has.
import { attempt, fieldsOf } from './look.js';
import type { Fields, Message, Piece, Text } from './message.js';
import type { Provider } from './provider.js';
import { PROVIDERS } from './registry.js';
import { Draft } from './replace.js';
import type { Structure } from './structured.js';

/** Whether a value is a message in a known shape. */
export function isMessage(value: unknown): value is Message {
  return providerOfMessage(fieldsOf(value)) !== undefined;
}

/** Who speaks in a message. */
export type Speaker = 'instructions' | 'user' | 'model';

/** The speaker for each role of each provider. */
const SPEAKERS: ReadonlyMap<unknown, Speaker> = new Map([
  ['system', 'instructions'],
  ['developer', 'instructions'],
  ['user', 'user'],
  ['assistant', 'model'],
  ['model', 'model'],
]);

/** The speaker of a message, even if it has no text; undefined if its role is unknown. */
export function speakerOf(message: unknown): Speaker | undefined {
  return SPEAKERS.get(fieldsOf(message)['role']);
}

/** The pieces of each message that the model reads. A message that cannot be read has none. */
export function* piecesOf(messages: readonly Message[]): Iterable<readonly Piece[]> {
  const reader = new Reader();
  for (const message of messages) yield reader.kept(attempt(() => [...reader.read(message)]) ?? []);
}

/** The structured results of a message that may be sent as one text. */
export function structuresIn(message: Message): readonly Structure[] {
  const fields = fieldsOf(message);
  return attempt(() => [...(providerOfMessage(fields)?.messages.structures?.(fields) ?? [])]) ?? [];
}

/** Reads the messages of one conversation, in order. */
export class Reader {
  readonly #programs = new Set<string>();

  /** The pieces of the next message. */
  *read(message: unknown): Iterable<Piece> {
    const fields = fieldsOf(message);
    const provider = providerOfMessage(fields);
    if (provider) yield* provider.messages.read(fields);
  }

  /** The pieces that the model reads: results of calls that a program made are left out. */
  kept(pieces: readonly Piece[]): readonly Piece[] {
    for (const piece of pieces) if (piece.type === 'call' && piece.forProgram) this.#programs.add(piece.id);
    return this.#programs.size === 0
      ? pieces
      : pieces.filter((piece) => piece.type !== 'result' || piece.id === undefined || !this.#programs.has(piece.id));
  }
}

/** A copy of the message with some texts replaced; the message itself if it cannot be copied. */
export function withTexts<M extends Message>(message: M, texts: readonly Text[]): M {
  return (
    attempt(() => {
      const draft = new Draft(message);
      for (const text of texts) draft.replace(text);
      return draft.message;
    }) ?? message
  );
}

/** A user message with one more text at its end, in the shape of the message. */
export function withAdded<M extends Message>(message: M, text: string): M {
  const fields = fieldsOf(message);
  return { ...message, ...(providerOfMessage(fields)?.messages.added(fields, text) ?? { content: text }) };
}

function providerOfMessage(fields: Fields): Provider | undefined {
  for (const provider of PROVIDERS) {
    try {
      if (provider.messages.matches(fields)) return provider;
    } catch {
      // A message that cannot be read does not have this provider's shape.
    }
  }
  return undefined;
}
