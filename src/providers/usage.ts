// The contract for a provider's usage reports.
import type { Fields } from './message.js';

/** Reads the tokens that a request used. */
export interface UsagePart {
  /** Fields of a response that may have the report, in addition to `usage`. */
  readonly places?: readonly string[];
  /** Whether a report is this provider's. Providers share names, so this also checks which names must be absent. */
  matches(report: Fields): boolean;
  read(report: Report): Counts;
}

/** A report. Each number is validated when it is read. */
export interface Report {
  readonly fields: Fields;
  /** The first of these fields that is set. Without any of them the report is incomplete. */
  need(...names: readonly string[]): number;
  /** The first of these fields that is set, or 0. */
  may(...names: readonly string[]): number;
  /**
   * The first of these fields that is set in the given object. A value that is not a number of tokens counts as 0, and
   * makes the report incomplete.
   */
  find(fields: Fields, names: readonly string[]): number | undefined;
  /** Marks the report as incomplete. */
  doubt(): void;
}

/** Tokens of one request. A provider counts either the whole `prompt`, or the `input` without cached tokens. */
export interface Counts {
  /** The whole prompt, cached tokens included. */
  readonly prompt?: number;
  /** The prompt without cache reads and writes. */
  readonly input?: number;
  readonly read: number;
  readonly write: number;
  /** The part of `write` with a TTL of one hour. */
  readonly write1h?: number;
  readonly output: number;
}

/** OpenAI's field names. Routers add the names of other providers, but count as OpenAI does. */
export const CHAT_NAMES: readonly string[] = ['prompt_tokens', 'completion_tokens'];
/** Anthropic's field names for cached tokens. If they are present, `input_tokens` excludes cached tokens. */
export const CACHE_NAMES: readonly string[] = [
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'cache_creation',
];

/** Whether a report has one of these fields. */
export function hasAny(report: Fields, names: readonly string[]): boolean {
  return names.some((name) => report[name] !== undefined);
}
