import { anthropic } from './anthropic/index.js';
import { bedrock } from './bedrock/index.js';
import { gemini } from './gemini/index.js';
import { attempt, fieldsOf } from './look.js';
import { openai } from './openai/index.js';
import type { Fields, Message, Piece, Provider, Text } from './provider.js';
import { replaced } from './replace.js';
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
  const programs = new Set<string>();
  for (const message of messages) {
    const pieces = readPieces(message);
    for (const piece of pieces) if (piece.type === 'call' && piece.forProgram) programs.add(piece.id);
    yield pieces.filter((piece) => piece.type !== 'result' || piece.id === undefined || !programs.has(piece.id));
  }
}

/** The message with other texts in some places; the message itself where it cannot be copied. */
export function withTexts<M extends Message>(message: M, texts: readonly Text[]): M {
  return attempt(() => replaced(message, texts)) ?? message;
}

function readPieces(message: unknown): readonly Piece[] {
  const fields = fieldsOf(message);
  const provider = providerOf(fields);
  return provider ? (attempt(() => [...provider.read(fields)]) ?? []) : [];
}

function providerOf(fields: Fields): Provider | undefined {
  return PROVIDERS.find((provider) => attempt(() => provider.matches(fields)));
}
