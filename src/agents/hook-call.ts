// The payload that an agent gives to a hook, and the hook's answer. If a payload is not recognised, the hook prints
// nothing.
import type { Fields } from '../providers/index.js';

/** A text that a hook may replace. */
export interface HookCall {
  readonly tool: string;
  readonly text: string;
  /** The file with the whole text, if the payload has its beginning only. */
  readonly file?: string;
  readonly mayElide: boolean;
  /** How to find out whether the text arrived: the transcript, and the tool call. Missing if there is no transcript. */
  readonly seenIn?: { readonly transcript: string; readonly id: string };
  /** Makes the answer that replaces the text with a shorter one. */
  answer(short: string): object;
}

/** Reads a payload. Returns a text to compress, or an immediate answer, or undefined to print nothing. */
export type HookReader = (payload: Fields, self: string) => HookCall | { readonly said: object } | undefined;
