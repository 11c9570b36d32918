// The treatment of a conversation.
import type { CompressOptions, Pruning } from '../headroom/index.js';
import type { SkipReason } from './prepared.js';
import type { DeferredTools, SlimTools } from './tools/index.js';

/**
 * `compress`: all of the conversation is compressed. `keep`: the same, but old results stay as they were sent, because
 * the provider complained about a changed prefix. `replay`: texts that were sent compressed are sent so again, and
 * no other text is compressed. `measure`: the conversation is sent unchanged, and the figures say how much could be saved.
 */
export type Treatment = 'compress' | 'keep' | 'replay' | 'measure';

/** Chooses the treatment of a conversation. Undefined if the conversation is not identified. */
export type Treat = (conversation: string | undefined) => Treatment;

/** Tool results without a decision stay unchanged. */
export const NOTHING_NEW: Pick<CompressOptions, 'toolProfiles'> = { toolProfiles: [{ tool: '*', mode: 'skip' }] };
export const SKIPPED: Readonly<Record<Treatment, SkipReason | undefined>> = {
  compress: undefined,
  keep: undefined,
  replay: 'unprofitable',
  measure: 'shadow',
};

/** The choices for each conversation. */
export interface Choices {
  /** Default: all conversations are compressed. */
  readonly treat?: Treat;
  /** Default: tools stay unchanged. */
  readonly slim?: SlimTools;
  readonly defer?: DeferredTools;
  /** Whether the bodies are returned, to be logged. Default: false. */
  readonly keepsBodies?: boolean;
  /** Whether old results may be shortened. Default: `off`. */
  readonly pruning?: Pruning;
  /** The time since the last answer in a conversation, in milliseconds. Undefined for its first request. */
  readonly idleMs?: (conversation: string) => number | undefined;
  /**
   * Whether processes share their decisions, so that another one may have sent any conversation compressed. Default:
   * false.
   */
  readonly isShared?: boolean;
}
