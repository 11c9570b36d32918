// What all requests share.
import type { Originals, Store } from '../store/index.js';
import type { Compressor } from '../wire/index.js';
import type { Guard } from '../http/index.js';
import type { Answers } from './answers.js';
import type { Contents } from './contents/index.js';
import type { Floor, ToolSavings } from './floor/index.js';
import type { Gate } from './gate/index.js';
import type { Ledger, Named } from './ledger/index.js';
import type { Limits, ProxyMode } from './options.js';
import type { AwsCredentials } from './signing/index.js';
import type { Tracing } from './tracing.js';
import type { Upstream } from './upstream.js';

/** A running proxy, as its requests see it. */
export interface App {
  readonly mode: ProxyMode;
  readonly limits: Limits;
  readonly version: string;
  /** When it was started, as `Date.now` has it. */
  readonly since: number;
  readonly guard: Guard;
  readonly aws: AwsCredentials | undefined;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** Nothing: the proxy only passes through. */
  readonly compressor: Compressor | undefined;
  /** Where originals are, and those of the scope of this proxy; nothing: nothing is elided. */
  readonly store: Store | undefined;
  readonly originals: Originals | undefined;
  readonly ledger: Ledger;
  /** How often originals were fetched: each by its handle, and all of them together under no name. */
  readonly retrievals: Named<{ count: number }>;
  readonly floor: Floor;
  readonly toolSavings: ToolSavings;
  readonly gate: Gate;
  /** How often a request is sent again that its provider could not answer. */
  readonly retries: number;
  /** Responses that are given again; nothing: none are. */
  readonly answers: Answers | undefined;
  /** Texts of recent requests. Undefined unless the user logs contents. */
  readonly contents: Contents | undefined;
  /** Where spans of requests go; nothing: there are none. */
  readonly tracing: Tracing | undefined;
  /** Whether it takes no new connections any more. */
  readonly isDraining: boolean;
}
