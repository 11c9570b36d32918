// What a pipeline tells while it works. No event holds a text.
import { channel } from 'node:diagnostics_channel';
import type { Attempt, Refusal } from './forms.js';

/** What one stage did. */
export interface StageReport {
  /** The name of a compressor, or `headroom`. */
  readonly name: string;
  /** Texts that it changed. */
  readonly compressed: number;
  /** Forms of it that were dropped, by the reason. */
  readonly refused: Readonly<Partial<Record<Refusal, number>>>;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** Milliseconds. */
  readonly ms: number;
}

/** Something that happened. */
export type PipelineEvent =
  | { readonly type: 'start'; readonly messages: number }
  /** A form was dropped. `message`: the index of its message. */
  | { readonly type: 'refused'; readonly stage: string; readonly refusal: Refusal; readonly message: number }
  | { readonly type: 'stage'; readonly report: StageReport }
  | { readonly type: 'end'; readonly tokensBefore: number; readonly tokensAfter: number; readonly ms: number };

/** The name of the channel of `node:diagnostics_channel`. */
const CHANNEL = channel('headroom:pipeline');

/** Tells whoever listens. */
export function tell(event: PipelineEvent, onEvent: ((event: PipelineEvent) => void) | undefined): void {
  if (CHANNEL.hasSubscribers) CHANNEL.publish(event);
  onEvent?.(event);
}

/** Adds up what a stage does. */
export class StageTally {
  #compressed = 0;
  readonly #refused: Partial<Record<Refusal, number>> = {};
  #before = 0;
  #after = 0;
  #ms = 0;

  attempt({ refusal, ms }: Attempt): void {
    this.#ms += ms;
    if (refusal) this.#refused[refusal] = (this.#refused[refusal] ?? 0) + 1;
  }

  compress(before: number, after: number): void {
    this.#compressed += 1;
    this.#before += before;
    this.#after += after;
  }

  report(name: string): StageReport {
    const [tokensBefore, tokensAfter] = [this.#before, this.#after];
    return {
      name,
      compressed: this.#compressed,
      refused: { ...this.#refused },
      tokensBefore,
      tokensAfter,
      ms: this.#ms,
    };
  }
}
