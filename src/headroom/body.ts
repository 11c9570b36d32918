// The body of a request as the client wrote it: what does not change stays as it is, byte for byte.
import { constants, isUtf8 } from 'node:buffer';
import { MADE } from '../text/index.js';
import { argument, ConfigurationError, TEXT_OR_BYTES, ValidationError } from '../errors/index.js';
import { conversationIn, dropsHistory, isRecord, type Conversation, type Message } from '../providers/index.js';
import { splice } from '../splice/index.js';
import type { CompressOptions, Settings } from './options.js';
import { CompressResult } from './result.js';
import { MAX_MESSAGES, Snapshot } from './snapshot.js';

/**
 * Why a body could not be looked at: its bytes are no text, more than a string or a conversation can hold, no JSON,
 * or hold no messages in a shape that is known.
 */
export type BodySkipReason = 'not-utf8' | 'too-long' | 'not-json' | 'unknown-shape';

/**
 * The result of compressing the body of a request: the `body` to send, in the type in which it was given. If the body
 * cannot be read, `skipped` says why and `body` is unchanged.
 *
 * @example
 * ```ts
 * import { compressBody } from '@headroom/native';
 *
 * const { body, skipped, tokensSaved } = await compressBody(JSON.stringify({ model, messages }));
 * console.log(skipped, tokensSaved, body.length);
 * ```
 */
export class BodyResult<B extends string | Uint8Array = string | Uint8Array> extends CompressResult {
  /** The body to send: the one that was given, where no text in it changed. */
  readonly body: B;
  /** Why it was not looked at. */
  readonly skipped: BodySkipReason | undefined;

  /** @internal */
  constructor(made: typeof MADE, body: B, skipped: BodySkipReason | undefined, result: CompressResult) {
    super(made, result?.messages, result);
    this.body = body;
    this.skipped = skipped;
  }
}

/** A body in which there are messages. */
interface Request {
  readonly source: string;
  readonly value: unknown;
  readonly conversation: Conversation;
}

type Compress = (messages: Snapshot<Message>, options: CompressOptions) => Promise<CompressResult>;

/**
 * Compresses the conversation in a body by `compress`, which is called even where there is none: it counts. `own`:
 * where `options` say nothing.
 */
export async function compressBody<B extends string | Uint8Array>(
  body: B,
  own: Settings,
  options: CompressOptions,
  compress: Compress,
): Promise<BodyResult<B>> {
  if (options.tokenBudget !== undefined)
    throw new ConfigurationError(
      'option `tokenBudget` is not supported for request bodies: a budget drops messages',
      'tokenBudget',
    );
  const request = read(body);
  const given = keep(body);
  if (typeof request === 'string') {
    const result = await compress(Snapshot.of([]), options);
    if (options.strict ?? own.strict)
      throw new ValidationError('request/unreadable-body', `strict: the body cannot be read (${request})`);
    return new BodyResult(MADE, given(), request, result);
  }
  const { source, value, conversation } = request;
  const result = await compress(Snapshot.of(conversation.messages), withOwn(options, value));
  if (!result.compressed) return new BodyResult(MADE, given(), undefined, result);
  const output = splice(source, value, conversation.wrap(result.messages));
  return new BodyResult(MADE, (typeof body === 'string' ? output : Buffer.from(output)) as B, undefined, result);
}

/** Returns a body again later: the caller's own, unless they wrote to its bytes meanwhile. */
function keep<B extends string | Uint8Array>(body: B): () => B {
  if (typeof body === 'string') return () => body;
  const copy = Buffer.from(body);
  return () => (copy.equals(body) ? body : (copy as Uint8Array as B));
}

function read(body: string | Uint8Array): Request | BodySkipReason {
  argument('body', body, TEXT_OR_BYTES);
  if (typeof body !== 'string' && !isUtf8(body)) return 'not-utf8';
  if (body.length > constants.MAX_STRING_LENGTH) return 'too-long';
  const source = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.length).toString();
  const value = parse(source);
  if (value === undefined) return 'not-json';
  const conversation = conversationIn(value);
  if (!conversation) return 'unknown-shape';
  return conversation.messages.length > MAX_MESSAGES ? 'too-long' : { source, value, conversation };
}

/** The options, and what the body says where they do not. */
function withOwn(options: CompressOptions, body: unknown): CompressOptions {
  const model = isRecord(body) ? body['model'] : undefined;
  return {
    ...options,
    ...(options.model === undefined && typeof model === 'string' && { model }),
    ...(options.historyMayBeDropped === undefined && dropsHistory(body) && { historyMayBeDropped: true }),
  };
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
