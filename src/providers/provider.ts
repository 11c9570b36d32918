// The contract of a provider's folder.
import type { CachePart } from './cache.js';
import type { DialoguePart } from './dialogue.js';
import type { Image } from './image.js';
import type { Fields, Piece } from './message.js';
import type { StreamPart } from './stream.js';
import type { Structure } from './structured.js';
import type { UsagePart } from './usage.js';

/** One provider. Every part but `messages` is optional. A feature skips providers that lack the part it needs. */
export interface Provider {
  /** The name of its folder, by which callers select its shape. */
  readonly name: string;
  readonly messages: MessagesPart;
  readonly images?: ImagesPart;
  readonly request?: RequestPart;
  readonly tool?: ToolPart;
  readonly dialogue?: DialoguePart;
  readonly stream?: StreamPart;
  readonly usage?: UsagePart;
  readonly cache?: CachePart;
}

/** Finds the messages in a provider's requests, and the texts in its messages. */
export interface MessagesPart {
  /** The field of a request that has the messages. */
  readonly list: 'messages' | 'input' | 'contents';
  /** Fields in which some clients put the whole request. */
  readonly wrappers?: readonly string[];
  /**
   * Whether a message has this provider's shape. Only the message itself counts: later messages must not change how it
   * is read. If a message fits several shapes (plain text), all of them must read it alike.
   */
  matches(message: Fields): boolean;
  /** The pieces of a message, in order. Arguments follow their call. Unknown parts are skipped. */
  read(message: Fields): Iterable<Piece>;
  /** The structured results of a message that may be sent as one text. */
  structures?(message: Fields): Iterable<Structure>;
  /** The changed fields of a user message when `text` is appended to it. */
  added(message: Fields, text: string): Fields;
}

/** Finds the images in a provider's messages. */
export interface ImagesPart {
  /** The images of a message that have this provider's shape. No image may fit two providers. */
  read(message: Fields): Iterable<Image>;
}

/** Recognises a provider's requests. */
export interface RequestPart {
  /** Whether a request is for this provider. */
  matches(request: Fields): boolean;
  /** The field of a request for parameters of single models. */
  readonly extras?: string;
  /** Whether a request, or its `extras`, allows the provider to drop earlier messages when the context is full. */
  dropsHistory?(fields: Fields): boolean;
}

/** Writes tool definitions and results, and reads calls. */
export interface ToolPart {
  /** The definition of a tool in this provider's shape. */
  define(tool: Tool): Fields;
  /**
   * The request with a tool appended, or the same object if it has a tool of that name.
   *
   * @throws `ConfigurationError` if its tools are not a list.
   */
  withTool(request: Fields, tool: Tool): Fields;
  /** Reads a call; undefined if it does not have this provider's shape. */
  read(call: Fields): ToolCall | undefined;
  /** The result of a call, in this provider's shape. */
  write(call: ToolCall, answer: ToolAnswer): Fields;
}

/** A tool. `properties` and `required` are fields of the JSON Schema of its arguments. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, Fields>>;
  readonly required: readonly string[];
}

/** A call that a model made. */
export interface ToolCall {
  /** Pairs the call with its result. Gemini may omit it. */
  readonly id: string | undefined;
  readonly name: string;
  /** The arguments: an object, or JSON. */
  readonly input: unknown;
}

/** The answer to a call. */
export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}
