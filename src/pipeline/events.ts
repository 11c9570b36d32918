// The events of a pipeline. No event contains a text.
import { channel } from 'node:diagnostics_channel';
import type { Attempt, Refusal } from './forms.js';

/** The work of one stage. */
export interface StageReport {
  /** The name of a compressor, or `headroom`. */
  readonly name: string;
  /** The number of texts that it changed. */
  readonly compressed: number;
  /** The number of its forms that were dropped, by reason. */
  readonly refused: Readonly<Partial<Record<Refusal, number>>>;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** The duration in milliseconds. */
  readonly ms: number;
}

/** An event. */
export type PipelineEvent =
  | { readonly type: 'start'; readonly messages: number }
  /** A form was dropped. `message` is the index of its message. */
  | { readonly type: 'refused'; readonly stage: string; readonly refusal: Refusal; readonly message: number }
  | { readonly type: 'stage'; readonly report: StageReport }
  | { readonly type: 'end'; readonly tokensBefore: number; readonly tokensAfter: number; readonly ms: number };

/** The name of the channel of `node:diagnostics_channel`. */
const CHANNEL = channel('headroom:pipeline');

/** Publishes an event to all listeners. */
export function tell(event: PipelineEvent, onEvent: ((event: PipelineEvent) => void) | undefined): void {
  if (CHANNEL.hasSubscribers) CHANNEL.publish(event);
  onEvent?.(event);
}

/** Adds up the work of a stage. */
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
