// Compresses the body of a request. Everything but the compressed texts stays the same, byte for byte.
import { constants, isAscii, isUtf8 } from 'node:buffer';
import { MADE } from '../text/index.js';
import { argument, TEXT_OR_BYTES, ValidationError } from '../errors/index.js';
import { conversationIn, dropsHistory, isRecord, type Conversation, type Message } from '../providers/index.js';
import { literalFor, replacedIn, splice } from '../splice/index.js';
import type { CompressOptions, Settings } from './options.js';
import { CompressResult } from './result.js';
import { Skeleton } from './skeleton.js';
import { MAX_MESSAGES, Snapshot } from './snapshot.js';
import { noteSources } from './sources.js';

/**
 * The reason why a body was not read: its bytes are not UTF-8, it is too long for a string or has too many messages,
 * it is not JSON, or it has no messages in a known shape.
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
  /** The body to send. If no text in it changed, it is the given body. */
  readonly body: B;
  /** The reason why the body was not read. */
  readonly skipped: BodySkipReason | undefined;

  /** @internal */
  constructor(made: typeof MADE, body: B, skipped: BodySkipReason | undefined, result: CompressResult) {
    super(made, result?.messages, result);
    this.body = body;
    this.skipped = skipped;
  }
}

/** Longer bodies are read in turns of the event loop, in bytes. */
const LONG = 1 << 20;

/** A body with messages. */
interface Request {
  readonly value: unknown;
  readonly conversation: Conversation;
  /** Writes the body with another value in place of its own. */
  readonly spliced: (after: unknown) => string | Promise<Buffer>;
}

type Compress = (messages: Snapshot<Message>, options: CompressOptions) => Promise<CompressResult>;

/**
 * Compresses the conversation in a body by `compress`. That is also called for a body without a conversation, because
 * it counts requests.
 *
 * @param own - the settings where `options` set none.
 * @param isOwned - true if the caller will not write to the bytes again, so that they need not be copied.
 */
export async function compressBody<B extends string | Uint8Array>(
  body: B,
  own: Settings,
  options: CompressOptions,
  compress: Compress,
  isOwned: boolean = false,
): Promise<BodyResult<B>> {
  argument('body', body, TEXT_OR_BYTES);
  const given = keep(body, isOwned);
  const request = await read(given.content);
  if (typeof request === 'string') {
    const result = await compress(Snapshot.of([]), options);
    if (options.strict ?? own.strict)
      throw new ValidationError('request/unreadable-body', `strict: the body cannot be read (${request})`);
    return new BodyResult(MADE, given.own(), request, result);
  }
  const { value, conversation, spliced } = request;
  const result = await compress(Snapshot.of(conversation.messages), withOwn(options, value));
  if (!result.compressed) return new BodyResult(MADE, given.own(), undefined, result);
  const output = await spliced(conversation.wrap(result.messages));
  return new BodyResult(MADE, (typeof body === 'string' ? output : Buffer.from(output)) as B, undefined, result);
}

/** The content of a body when it was given. */
interface Given<B> {
  readonly content: string | Buffer;
  /** The caller's object, or a copy if the caller wrote to its bytes meanwhile. */
  readonly own: () => B;
}

function keep<B extends string | Uint8Array>(body: B, isOwned: boolean): Given<B> {
  if (typeof body === 'string') return { content: body, own: () => body };
  if (isOwned && Buffer.isBuffer(body)) return { content: body, own: () => body };
  const copy = Buffer.from(body);
  return { content: copy, own: () => (copy.equals(body) ? body : (copy as Uint8Array as B)) };
}

async function read(body: string | Buffer): Promise<Request | BodySkipReason> {
  if (typeof body !== 'string' && !isUtf8(body)) return 'not-utf8';
  if (body.length > constants.MAX_STRING_LENGTH) return 'too-long';
  const document = typeof body !== 'string' && body.length > LONG ? await Skeleton.of(body) : parse(body);
  if (!document) return 'not-json';
  const { value } = document;
  const conversation = conversationIn(value);
  if (!conversation) return 'unknown-shape';
  if (conversation.messages.length > MAX_MESSAGES) return 'too-long';
  await noteSources(conversation, (after) => document.replaced(after));
  return { value, conversation, spliced: (after) => document.spliced(after) };
}

/** The options, completed by the model and the settings in the body. */
function withOwn(options: CompressOptions, body: unknown): CompressOptions {
  const model = isRecord(body) ? body['model'] : undefined;
  return {
    ...options,
    ...(options.model === undefined && typeof model === 'string' && { model }),
    ...(options.historyMayBeDropped === undefined && dropsHistory(body) && { historyMayBeDropped: true }),
  };
}

function parse(body: string | Buffer): (Pick<Skeleton, 'value' | 'replaced'> & Pick<Request, 'spliced'>) | undefined {
  const source = body.toString();
  try {
    const value: unknown = JSON.parse(source);
    // Bytes are checked much faster than a string.
    const literalOf = () => (typeof body === 'string' ? undefined : literalFor(isAscii(body)));
    return {
      value,
      replaced: (after) => replacedIn(source, value, after),
      spliced: (after) => splice(source, value, after, literalOf()),
    };
  } catch {
    return undefined;
  }
}
