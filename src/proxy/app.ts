// The parts of a proxy that all requests share.
import type { Originals, Store } from '../store/index.js';
import type { Compressor } from '../wire/index.js';
import type { Guard } from '../http/index.js';
import type { Answers } from './answers.js';
import type { Contents } from './contents/index.js';
import type { Floor, ToolSavings } from './floor/index.js';
import type { Gate } from './gate/index.js';
import type { Ledger, Named } from './ledger/index.js';
import type { ProxyMcp } from './mcp.js';
import type { Limits, ProxyMode } from './options.js';
import type { AwsCredentials } from './signing/index.js';
import type { Tracing } from './tracing.js';
import type { Upstream } from './upstream.js';

/** The shared parts of a running proxy. */
export interface App {
  readonly mode: ProxyMode;
  readonly limits: Limits;
  readonly version: string;
  /** When it was started, as `Date.now` has it. */
  readonly since: number;
  readonly guard: Guard;
  readonly aws: AwsCredentials | undefined;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** Undefined if the proxy only passes requests through. */
  readonly compressor: Compressor | undefined;
  /** The store, and the originals of this proxy's scope. Undefined if nothing is elided. */
  readonly store: Store | undefined;
  readonly originals: Originals | undefined;
  /** The MCP server. Undefined without a store. */
  readonly mcp: ProxyMcp | undefined;
  readonly ledger: Ledger;
  /** How often each original was fetched, by its handle. The empty name has the sum. */
  readonly retrievals: Named<{ count: number }>;
  readonly floor: Floor;
  readonly toolSavings: ToolSavings;
  readonly gate: Gate;
  /** How often a request is sent again that its provider could not answer. */
  readonly retries: number;
  /** The response cache. Undefined if it is off. */
  readonly answers: Answers | undefined;
  /** Texts of recent requests. Undefined unless the user logs contents. */
  readonly contents: Contents | undefined;
  /** Makes spans of requests. Undefined without OpenTelemetry. */
  readonly tracing: Tracing | undefined;
  /** Aborted when the proxy closes: it accepts no new connections any more. */
  readonly draining: AbortSignal;
}
