// What the folder of a provider tells the rest of the package.
import type { CachePart } from './cache.js';
import type { DialoguePart } from './dialogue.js';
import type { Fields, Piece } from './message.js';
import type { StreamPart } from './stream.js';
import type { UsagePart } from './usage.js';

/** One provider. All of its parts but the messages are optional: whatever needs a part passes over a provider without it. */
export interface Provider {
  /** The name of its folder, and of its shape where a caller names that. */
  readonly name: string;
  readonly messages: MessagesPart;
  readonly request?: RequestPart;
  readonly tool?: ToolPart;
  readonly dialogue?: DialoguePart;
  readonly stream?: StreamPart;
  readonly usage?: UsagePart;
  readonly cache?: CachePart;
}

/** Knows where a provider's messages are, and where they keep their texts. */
export interface MessagesPart {
  /** The field of a request that has the messages. */
  readonly list: 'messages' | 'input' | 'contents';
  /** Fields in which some clients put the whole request. */
  readonly wrappers?: readonly string[];
  /**
   * Whether a message is in this provider's shape. It is judged by itself alone: messages that come later must not change how it is read. Where it
   * has several shapes (plain text), all of them read it alike.
   */
  matches(message: Fields): boolean;
  /** The texts of a message. What it does not know it skips. Arguments follow their call. */
  read(message: Fields): Iterable<Piece>;
  /** The fields of a user's message that change when `text` is added at its end. */
  added(message: Fields, text: string): Fields;
}

/** Knows a provider's requests. */
export interface RequestPart {
  /** Whether a request is for this provider. */
  matches(request: Fields): boolean;
  /** The field in which a request has what only some of the provider's models know. */
  readonly extras?: string;
  /** Whether a request, or what is in its `extras`, asks the provider to drop earlier messages when there are many. */
  dropsHistory?(fields: Fields): boolean;
}

/** Writes tools and their results, and reads calls. */
export interface ToolPart {
  /** A tool, as this provider takes it. */
  define(tool: Tool): Fields;
  /** The request with a tool as its last, or the same where it has one of that name. @throws `ConfigurationError` for tools that are no list. */
  withTool(request: Fields, tool: Tool): Fields;
  /** A call in this shape; nothing where it is in another. */
  read(call: Fields): ToolCall | undefined;
  /** The result of a call. */
  write(call: ToolCall, answer: ToolAnswer): Fields;
}

/** A tool. `properties` and `required` are those of the JSON Schema of its arguments. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, Fields>>;
  readonly required: readonly string[];
}

/** What a model asks of a tool. */
export interface ToolCall {
  /** What pairs it with its result. Gemini may do without. */
  readonly id: string | undefined;
  readonly name: string;
  /** The arguments: an object, or JSON. */
  readonly input: unknown;
}

/** What the model is told. */
export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}
