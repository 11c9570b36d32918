// The state of one client of the server.
import type { Headroom } from '../headroom/index.js';
import type { Store } from '../store/index.js';
import type { Folders, Reads } from './read/index.js';
import type { Savings } from './savings.js';

/** The state that all clients of a process share. */
export interface Shared {
  readonly headroom: Headroom;
  readonly store: Store;
  readonly savings: Savings;
  /** A proxy that may have further originals. */
  readonly proxyUrl: string | undefined;
}

/** A client, as tools see it. */
export interface Client extends Shared {
  /** The folders whose files it may read. Undefined: none. */
  readonly folders: Folders | undefined;
  readonly reads: Reads;
}
