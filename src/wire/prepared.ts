// Bodies that are ready to be sent.
import type { Lineage, PruneReport } from '../headroom/index.js';
import type { BlockReport } from '../native/index.js';

/** Why a body was sent unchanged. */
export type SkipReason =
  /** The sender asked for it. */
  | 'bypass'
  /** The body is too long. */
  | 'too-large'
  /** Its content encoding is unknown or broken. */
  | 'encoding'
  /** It has only the messages since an earlier request, and the provider keeps the others. Within a WebSocket such requests are compressed. */
  | 'delta'
  /** It has no conversation. */
  | 'unreadable'
  /** Compressing took too long. */
  | 'timeout'
  /** Compressing failed. */
  | 'error'
  /** Its conversation is in the control group, which is sent uncompressed. */
  | 'shadow'
  /** Compressing its conversation does not pay. Only blocks that were compressed before are sent so again. */
  | 'unprofitable';

/** Reports of the texts of a conversation, made when they are asked for. */
export interface Blocks {
  readonly count: number;
  /** The reports from a place on. */
  from(start: number): Promise<readonly BlockReport[]>;
}

/** A body before and after its texts were compressed, both decoded. */
export interface Bodies {
  readonly before: Buffer;
  readonly after: Buffer;
}

/** A body that is ready to be sent. */
export interface Prepared {
  /** The body. It is the received buffer if nothing changed. */
  readonly body: Buffer;
  /** True if the body changed. It then has no content encoding. */
  readonly isChanged: boolean;
  readonly skipped: SkipReason | undefined;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly model: string | undefined;
  /** The key of the conversation. */
  readonly conversation: string | undefined;
  /** True if it has only the messages since an earlier request, and they were compressed. */
  readonly isDelta?: boolean;
  /** How the request continues its conversation. Undefined if that was not examined. */
  readonly lineage?: Lineage | undefined;
  /** The prune of the conversation in this request. */
  readonly pruned?: PruneReport | undefined;
  /** The body before and after. Undefined unless contents are logged. */
  readonly bodies?: Bodies | undefined;
  /** The reports of the texts. */
  readonly blocks?: Blocks;
  /** The definitions of tools and the instructions that are sent, in JSON. */
  readonly floor?: { readonly tools: Buffer | undefined; readonly system: Buffer | undefined } | undefined;
  /** True if `headroom_retrieve` was added to its tools. */
  readonly isOffered: boolean;
  /** The duration of the preparation. */
  readonly ms: number;
}

/** A body that is sent unchanged. */
export function unchanged(body: Buffer, skipped: SkipReason | undefined): Prepared {
  const nothing = {
    tokensBefore: 0,
    tokensAfter: 0,
    model: undefined,
    conversation: undefined,
    isOffered: false,
    ms: 0,
  };
  return { body, isChanged: false, skipped, ...nothing };
}
