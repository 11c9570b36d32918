// A model's turns, as each provider says them.

/** Any JSON object. */
export type Json = Record<string, any>;

/** A call that a model makes. `input` as a text: the JSON as it is, broken or not. */
export interface Call {
  readonly id: string;
  readonly name: string;
  readonly input: object | string;
}

/** What a model does in one response. */
export interface Turn {
  readonly think?: string;
  readonly say?: string;
  readonly calls?: readonly Call[];
  /** What it says after the calls. */
  readonly after?: string;
  /** It ran out of room. */
  readonly isCut?: boolean;
}

/** What is left of a response when its provider is taken away. */
export interface Heard {
  readonly text: string;
  readonly calls: readonly string[];
  readonly usage: { readonly input: number; readonly output: number; readonly cached: number };
}

/** A provider's requests and responses, as far as they matter here. */
export interface Dialect {
  readonly name: string;
  /** The folder of the provider in `src/providers`. */
  readonly provider: string;
  request(prompt: string): Json;
  /** The `n`th response, counted from 1. It used 100 n of input, 10 n of output, and n of a cache. */
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
  /** The address of a request. */
  path(isStream: boolean): string;
  /** A response as the events of a stream. */
  events(turn: Turn, n: number): Json[];
  /** What a stream says behind its events. */
  readonly end?: string;
  heard(response: Json): Heard;
  /** What comes of events, as the provider's SDK puts them together. Throws where no stream of one response could be like that. */
  assembled(events: readonly Json[]): Json;
}

/** The JSON of a call's arguments. */
export function json({ input }: Call): string {
  return typeof input === 'string' ? input : JSON.stringify(input);
}

/** A text in pieces, as it is streamed. */
export function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,9}/g) ?? [''];
}

/** Says what is wrong with a stream. */
export function check(holds: boolean, problem: string): void {
  if (!holds) throw new Error(`no stream is like this: ${problem}`);
}
