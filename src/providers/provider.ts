/** Where a text that may be replaced stands: a message, a block of its content, a part of that block. */
export interface Place {
  readonly message: number;
  readonly block?: number;
  readonly part?: number;
}

/** A text of a conversation, in the order in which the model reads them. */
export type Piece =
  | { readonly type: 'call'; readonly id: string; readonly tool: string }
  | { readonly type: 'argument'; readonly key: string; readonly text: string }
  | { readonly type: 'result'; readonly id: string | undefined; readonly text: string; readonly place: Place }
  | { readonly type: 'user' | 'assistant'; readonly text: string };

/** What a message of some provider has to look like for us to read it. Everything in it is passed on. */
export type Message = object;

/** Knows where a provider's messages keep their texts. */
export interface Provider {
  readonly id: string;
  /** Whether the messages are in this provider's shape. */
  matches(messages: readonly Message[]): boolean;
  /** The texts of a message. What it does not know it skips. Arguments follow their call. */
  read(message: Message, index: number): Iterable<Piece>;
  /** The message with other texts in some places; all else is the message's own. */
  replace(message: Message, texts: ReadonlyMap<Place, string>): Message;
}

/** Narrows to an object whose fields can be looked at. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const DEEPEST_ARGUMENT = 8;

/** The strings in the arguments of a call, with the path of keys that leads to each. */
export function* strings(value: unknown, key = '', depth = 0): Iterable<Piece> {
  if (typeof value === 'string') {
    yield { type: 'argument', key, text: value };
  } else if (typeof value === 'object' && value !== null && depth < DEEPEST_ARGUMENT) {
    for (const [name, child] of Object.entries(value)) yield* strings(child, key ? `${key}.${name}` : name, depth + 1);
  }
}
