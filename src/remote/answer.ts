// Checks the answers of the server, because another program may listen at its address.
import { errorOf, type HeadroomError } from '../errors/index.js';
import { share } from '../format/index.js';
import { fieldsOf, isRecord, type Message } from '../providers/index.js';

/** The result of compressing a conversation. */
export interface RemoteResult<M extends Message = Message> {
  /** The messages to send, in the same shape as the given ones. */
  readonly messages: M[];
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly tokensSaved: number;
  /** The share of tokens that was saved, from 0 to 1. */
  readonly compressionRatio: number;
  readonly transformsApplied: readonly string[];
  readonly ccrHashes: readonly string[];
  /** True if the server changed any text. */
  readonly compressed: boolean;
  /** The reason why the messages are the original ones: the server could not be reached, or its answer was invalid. */
  readonly failure: HeadroomError | undefined;
}

/** A part of an original. */
export interface RemotePart {
  readonly text: string;
  /** The part, in words. */
  readonly part: string;
  /** True if it is the whole original. */
  readonly complete: boolean;
}

/** Reads the result in an answer. @throws `HeadroomError` for anything else. */
export function resultIn<M extends Message>(answer: unknown, given: readonly M[]): RemoteResult<M> {
  if (!isRecord(answer)) throw noAnswer();
  const { messages, tokens_before: before, tokens_after: after } = answer;
  // Each message is paired with the one that the caller gave, so there must be as many, of the same shape.
  const isOurs =
    Array.isArray(messages) && messages.length === given.length && messages.every((own, at) => isLike(own, given[at]!));
  if (!isOurs || !isCount(before) || !isCount(after)) throw noAnswer();
  return {
    messages: messages as M[],
    tokensBefore: before,
    tokensAfter: after,
    tokensSaved: before - after,
    compressionRatio: share(before - after, before),
    transformsApplied: textsIn(answer['transforms_applied']),
    ccrHashes: textsIn(answer['ccr_hashes']),
    compressed: after < before,
    failure: undefined,
  };
}

/** The result if there is no valid answer. */
export function unchanged<M extends Message>(messages: readonly M[], failure: HeadroomError): RemoteResult<M> {
  return {
    messages: [...messages],
    tokensBefore: 0,
    tokensAfter: 0,
    tokensSaved: 0,
    compressionRatio: 0,
    transformsApplied: [],
    ccrHashes: [],
    compressed: false,
    failure,
  };
}

/** Reads the part in an answer. @throws `HeadroomError` for anything else. */
export function partIn(answer: unknown): RemotePart {
  if (!isRecord(answer) || typeof answer['original_content'] !== 'string') throw noAnswer();
  const { original_content: text, part, complete } = answer;
  return { text, part: typeof part === 'string' ? part : 'the whole', complete: complete !== false };
}

/** Reads the statistics in an answer. @throws `HeadroomError` for anything else. */
export function figuresIn(answer: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(answer) || !isRecord(answer['requests']) || !isRecord(answer['tokens'])) throw noAnswer();
  return answer;
}

function isLike(message: unknown, given: object): boolean {
  return isRecord(message) && message['role'] === fieldsOf(given)['role'];
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function textsIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((text) => typeof text === 'string') : [];
}

function noAnswer(): HeadroomError {
  return errorOf('provider/failed', 'what listens at this address is no proxy of this package: check `baseUrl`');
}
