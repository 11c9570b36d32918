// Bodies that are ready to be sent.
import type { Lineage } from '../headroom/index.js';
import type { BlockReport } from '../native/index.js';

/** Why a body was sent as it came. */
export type SkipReason =
  /** Whoever sent it asked for that. */
  | 'bypass'
  /** It is too long to be read. */
  | 'too-large'
  /** Its content encoding is not known, or broken. */
  | 'encoding'
  /** It holds only what is new since an earlier request, and the provider has the rest. */
  | 'delta'
  /** No conversation was found in it. */
  | 'unreadable'
  /** Compressing took too long. */
  | 'timeout'
  /** Compressing failed. */
  | 'error'
  /** Its conversation is sent as it is, to be compared with the others. */
  | 'shadow'
  /** Its conversation costs more compressed: only what was sent before is sent again. */
  | 'unprofitable';

/** Reports of the texts of a conversation, made when they are asked for. */
export interface Blocks {
  readonly count: number;
  /** The reports from a place on. */
  from(start: number): Promise<readonly BlockReport[]>;
}

/** What is to be sent. */
export interface Prepared {
  /** The body: the very bytes that came where nothing changed. */
  readonly body: Buffer;
  /** Whether it changed; then it has no content encoding. */
  readonly isChanged: boolean;
  readonly skipped: SkipReason | undefined;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly model: string | undefined;
  /** What the conversation is known by. */
  readonly conversation: string | undefined;
  /** How the request goes on from what was sent before; nothing where it was not looked at. */
  readonly lineage?: Lineage | undefined;
  /** What became of each text. */
  readonly blocks?: Blocks;
  /** The definitions of tools, and the instructions, as they are sent: JSON. */
  readonly floor?: { readonly tools: Buffer | undefined; readonly system: Buffer | undefined } | undefined;
  /** Whether we added `headroom_retrieve` to its tools. */
  readonly isOffered: boolean;
  /** How long it took. */
  readonly ms: number;
}

/** A body that is sent as it came. */
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
