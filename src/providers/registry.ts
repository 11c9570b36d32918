import { anthropic } from './anthropic/index.js';
import { bedrock } from './bedrock/index.js';
import { gemini } from './gemini/index.js';
import { attempt, fieldsOf } from './look.js';
import { openai } from './openai/index.js';
import type { Fields, Message, Piece, Provider, Text } from './provider.js';
import { Draft } from './replace.js';
import { responses } from './responses/index.js';
import { vercelUi } from './vercel-ui/index.js';
import { vercel } from './vercel/index.js';

/** The first whose shape a message has reads it. Those whose shapes say most come first; what is left is text that all read alike. */
const PROVIDERS: readonly Provider[] = [gemini, vercelUi, vercel, responses, bedrock, openai, anthropic];

/** Whether a value is a message in a shape that we know. */
export function isMessage(value: unknown): value is Message {
  return providerOf(fieldsOf(value)) !== undefined;
}

/** Whether the model wrote a message, be there text in it or not. */
export function isModels(message: unknown): boolean {
  const role = roleOf(message);
  return role === 'assistant' || role === 'model';
}

/** The role that a message says it has. */
export function roleOf(message: unknown): unknown {
  return fieldsOf(message)['role'];
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
    const provider = providerOf(fields);
    if (provider) yield* provider.read(fields);
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

function providerOf(fields: Fields): Provider | undefined {
  for (const provider of PROVIDERS) {
    try {
      if (provider.matches(fields)) return provider;
    } catch {
      // It is none of this provider's.
    }
  }
  return undefined;
}
