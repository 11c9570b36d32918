// A model's turns in the shape of each provider.

/** Any JSON object. */
export type Json = Record<string, any>;

/** A call that a model makes. If `input` is a string, it is sent as the JSON of the arguments, and may be malformed. */
export interface Call {
  readonly id: string;
  readonly name: string;
  readonly input: object | string;
}

/** The content of one response. */
export interface Turn {
  readonly think?: string;
  readonly say?: string;
  readonly calls?: readonly Call[];
  /** Text after the calls. */
  readonly after?: string;
  /** Whether it was cut off. */
  readonly isCut?: boolean;
}

/** A response in a provider-independent form. */
export interface Heard {
  readonly text: string;
  readonly calls: readonly string[];
  readonly usage: { readonly input: number; readonly output: number; readonly cached: number };
}

/** Writes and reads a provider's requests and responses. */
export interface Dialect {
  readonly name: string;
  /** The folder of the provider in `src/providers`. */
  readonly provider: string;
  request(prompt: string): Json;
  /** The `n`th response, counted from 1. Its usage is 100 n input tokens, 10 n output tokens, and n cached tokens. */
  response(turn: Turn, n: number): Json;
  /** The messages of a request. */
  messages(body: Json): Json[];
  /** The names of its tools. */
  tools(body: Json): string[];
  /** The texts of results in messages. */
  results(messages: readonly Json[]): string[];
}

/** One provider's HTTP API, with its streams. */
export interface Protocol extends Dialect {
  /** The path of a request. */
  path(isStream: boolean): string;
  /** A response as the events of a stream. */
  events(turn: Turn, n: number): Json[];
  /** The text that ends a stream. */
  readonly end?: string;
  heard(response: Json): Heard;
  /**
   * The response from its events, as the provider's SDK assembles it.
   *
   * @throws if the events cannot be those of one response.
   */
  assembled(events: readonly Json[]): Json;
}

/** The JSON of a call's arguments. */
export function json({ input }: Call): string {
  return typeof input === 'string' ? input : JSON.stringify(input);
}

/** A text in fragments, as it is streamed. */
export function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,9}/g) ?? [''];
}

/** Asserts a rule of the protocol. @throws `Error` with the problem. */
export function check(holds: boolean, problem: string): void {
  if (!holds) throw new Error(`invalid stream: ${problem}`);
}
