// What an agent tells a hook, and what it is answered. A payload may be anything: what is not known for sure gets silence.
import type { Fields } from '../providers/index.js';

/** A text that a hook may replace. */
export interface HookCall {
  readonly tool: string;
  readonly text: string;
  /** A file that holds the whole text, if the payload holds its start only. */
  readonly file?: string;
  readonly mayElide: boolean;
  /** Where it can be seen whether the text arrived: the transcript, and the call of the tool. */
  readonly seenIn: { readonly transcript: string; readonly id: string };
  /** The answer that puts a shorter text in its place. */
  answer(short: string): object;
}

/** What a hook does with a payload: it compresses a text, or says something at once; undefined: silence. */
export type HookReader = (payload: Fields, self: string) => HookCall | { readonly said: object } | undefined;
