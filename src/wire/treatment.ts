// What is done with a conversation.
import type { CompressOptions, Pruning } from '../headroom/index.js';
import type { SkipReason } from './prepared.js';
import type { DeferredTools, SlimTools } from './tools/index.js';

/** `compress`: all of it. `replay`: what was sent before is sent again, and nothing else is compressed. `measure`: it is sent as it is, and the figures say what could be saved. */
export type Treatment = 'compress' | 'replay' | 'measure';

/** Chooses what is done with a conversation; nothing: it cannot be told which one it is. */
export type Treat = (conversation: string | undefined) => Treatment;

/** Tool results that have no decision yet are left alone. */
export const NOTHING_NEW: Pick<CompressOptions, 'toolProfiles'> = { toolProfiles: [{ tool: '*', mode: 'skip' }] };
export const SKIPPED: Readonly<Record<Treatment, SkipReason | undefined>> = {
  compress: undefined,
  replay: 'unprofitable',
  measure: 'shadow',
};

/** What is chosen for each conversation. */
export interface Choices {
  /** Default: all of them are compressed. */
  readonly treat?: Treat;
  /** Default: tools stay as they are. */
  readonly slim?: SlimTools;
  readonly defer?: DeferredTools;
  /** Whether the bodies are returned, to be logged. Default: false. */
  readonly keepsBodies?: boolean;
  /** Whether old results may be shortened. Default: `off`. */
  readonly pruning?: Pruning;
  /** Whether what was sent is known beyond this process, so that any conversation may have been sent compressed before. Default: false. */
  readonly isShared?: boolean;
}
