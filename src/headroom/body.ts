// The body of a request as the client wrote it: what does not change stays as it is, byte for byte.
import { constants, isUtf8 } from 'node:buffer';
import { ConfigurationError, ValidationError } from '../errors/index.js';
import { conversationIn, isRecord, type Conversation, type Message } from '../providers/index.js';
import { splice } from '../splice/index.js';
import { CompressResult } from './result.js';
import type { CompressOptions, Settings } from './run.js';

/** Why a body could not be looked at: its bytes are no text, more than a string can hold, no JSON, or hold no messages in a shape that is known. */
export type BodyLeft = 'not-utf8' | 'too-long' | 'not-json' | 'unknown-shape';

/** What became of the body of a request. */
export class BodyResult<B extends string | Uint8Array = string | Uint8Array> extends CompressResult {
  /** The body to send: the one that was given, where no text in it changed. */
  readonly body: B;
  /** Why it was not looked at. */
  readonly left: BodyLeft | undefined;

  /** @internal */
  constructor(body: B, left: BodyLeft | undefined, result: CompressResult) {
    super(result.messages, result);
    this.body = body;
    this.left = left;
  }
}

/** A body in which there are messages. */
interface Request {
  readonly source: string;
  readonly value: unknown;
  readonly conversation: Conversation;
}

type Compress = (messages: readonly Message[], options: CompressOptions) => Promise<CompressResult>;

/** Compresses the conversation in a body by `compress`, which is called even where there is none: it checks the options. `own`: where `options` say nothing. */
export async function compressBody<B extends string | Uint8Array>(body: B, own: Settings, options: CompressOptions, compress: Compress): Promise<BodyResult<B>> {
  if (isRecord(options) && options.tokenBudget !== undefined) throw new ConfigurationError('option `tokenBudget`: not for bodies, of which only texts are changed', 'tokenBudget');
  const request = read(body);
  if (typeof request === 'string') {
    const result = await compress([], options);
    if (options.strict ?? own.strict) throw new ValidationError('unreadable-body', `strict: the body cannot be looked at (${request})`);
    return new BodyResult(body, request, result);
  }
  const { source, value, conversation } = request;
  const result = await compress(conversation.messages, isRecord(options) ? withOwn(options, value) : options);
  if (!result.compressed) return new BodyResult(body, undefined, result);
  const output = splice(source, value, conversation.wrap(result.messages));
  return new BodyResult((typeof body === 'string' ? output : Buffer.from(output)) as B, undefined, result);
}

function read(body: string | Uint8Array): Request | BodyLeft {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) throw new ConfigurationError('`body` is a string or a Uint8Array', 'body');
  if (typeof body !== 'string' && !isUtf8(body)) return 'not-utf8';
  if (body.length > constants.MAX_STRING_LENGTH) return 'too-long';
  const source = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.length).toString();
  const value = parse(source);
  if (value === undefined) return 'not-json';
  const conversation = conversationIn(value);
  return conversation ? { source, value, conversation } : 'unknown-shape';
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

/** Whether the body asks the provider to drop earlier messages when there are many: all that Anthropic's and OpenAI's ways may drop but thinking. */
function dropsHistory(body: unknown): boolean {
  // Bedrock takes what only some models know in a field of its own.
  return isRecord(body) && [body, body['additionalModelRequestFields']].some((fields) => {
    if (!isRecord(fields)) return false;
    const { truncation, context_management: management } = fields;
    const edits: unknown = isRecord(management) ? management['edits'] : management;
    return truncation === 'auto' || (Array.isArray(edits) && edits.some((edit) => !isRecord(edit) || !String(edit['type']).startsWith('clear_thinking')));
  });
}
