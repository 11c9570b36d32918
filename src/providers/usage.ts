// What the folder of a provider tells of its reports of usage.
import type { Fields } from './message.js';

/** Reads how many tokens a request used. */
export interface UsagePart {
  /** Fields of a response that have the report, beside `usage`. */
  readonly places?: readonly string[];
  /** Whether a report is this provider's. Names are shared, so the part says which other names make it a report of somebody else. */
  matches(report: Fields): boolean;
  read(report: Report): Counts;
}

/** A report whose numbers are checked as they are read. */
export interface Report {
  readonly fields: Fields;
  /** The first of these fields that is there. A report without any of them is not complete. */
  need(...names: readonly string[]): number;
  /** The first of these fields that is there, or 0. */
  may(...names: readonly string[]): number;
  /** The first of these fields of some object that is there. A value that is no number of tokens counts as 0. */
  find(fields: Fields, names: readonly string[]): number | undefined;
  /** Something is not as it has to be: the report is not complete. */
  doubt(): void;
}

/** Tokens of one request as a provider counts them: of the whole prompt, or of its new part. */
export interface Counts {
  /** The whole prompt, cached tokens included. */
  readonly prompt?: number;
  /** The prompt without its cached tokens, where the provider says that. */
  readonly input?: number;
  readonly read: number;
  readonly write: number;
  /** The part of `write` that is kept for an hour. */
  readonly write1h?: number;
  readonly output: number;
}

/** OpenAI's names. Routers put the names of other providers beside them, and count as OpenAI does. */
export const CHAT_NAMES: readonly string[] = ['prompt_tokens', 'completion_tokens'];
/** Anthropic's names of tokens in its cache, beside which `input_tokens` leaves those out. */
export const CACHE_NAMES: readonly string[] = [
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'cache_creation',
];

/** Whether a report has one of these fields. */
export function hasAny(report: Fields, names: readonly string[]): boolean {
  return names.some((name) => report[name] !== undefined);
}
