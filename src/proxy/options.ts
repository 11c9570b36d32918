// The options of a proxy.
import type { RequestImages } from '../headroom/index.js';
import type { OwnLocation, StoreLimits } from '../store/index.js';
import { DEFAULT_BODY_LIMITS, type BodyLimits } from '../wire/index.js';
import type { SemanticCacheOptions } from './alike.js';
import type { LogLevel } from './console.js';
import type { GateOptions } from './gate/index.js';
import type { AwsCredentials } from './signing/index.js';
import type { Outbound } from './via.js';

/** What the proxy does with conversations. `optimize`: compresses them. `audit`: measures what could be saved, and changes nothing. `passthrough`: reads nothing. */
export type ProxyMode = 'optimize' | 'audit' | 'passthrough';
export const PROXY_MODES: readonly ProxyMode[] = ['optimize', 'audit', 'passthrough'];

/** How tool definitions are treated. */
export type ToolsMode = 'keep' | 'slim' | 'defer';

/** The options of a proxy. */
export interface ProxyOptions extends GateOptions, StoreLimits {
  /** Address to listen on. Default: 127.0.0.1. Beyond loopback a `token` is required. */
  host?: string;
  /** Port to listen on; 0: any free one. Default: 8787. */
  port?: number;
  /** Default: `optimize`. */
  mode?: ProxyMode;
  /** Base addresses of providers by name. `anthropic`, `openai` and `gemini` have defaults; any other name is reached under `/NAME/…`. */
  upstreams?: Readonly<Record<string, string>>;
  /** Credentials for signing requests to the upstream `bedrock`. */
  aws?: AwsCredentials;
  /** The proxy on the way to providers. */
  outbound?: Outbound;
  /** Secret that clients send as `x-headroom-token`. */
  token?: string;
  /** Names by which clients may reach the proxy, beside `localhost` and addresses of this machine. */
  allowedHosts?: readonly string[];
  /** Where originals of elided texts are kept. Without a store, or with `false`, nothing is elided. */
  store?: OwnLocation | false;
  /** Whether redundant output is elided where there is a store. With `false` the store only shares decisions with other processes. Default: true. */
  elide?: boolean;
  /** Scope of those originals. Default: `proxy`. */
  scope?: string;
  /** `slim`: keys that say nothing to a model are taken out of tools' definitions. `defer`: the tools of MCP servers are loaded when the model looks for them, where its provider can search tools. Both in conversations that begin from now on. Default: `keep`. */
  tools?: ToolsMode;
  /** Whether old results of conversations that may fetch them are replaced by short forms: `auto` where that pays by the prices of the model. Default: `auto` with a store. */
  pruning?: 'off' | 'auto';
  /** File in which savings outlive the process. Without one they are kept in memory. */
  savings?: string;
  /** Share of conversations that are sent as they are, so that the saving can be measured, from 0 to 1. Default: 0. */
  shadow?: number;
  /** Seconds for which the very same request of the same client gets the same response again; 0: never. Default: 0. */
  responseCache?: number;
  /** With `responseCache`: a request of the same client that asks the same in other words gets the same response, too. Default: no. */
  semanticCache?: SemanticCacheOptions;
  /** What may be done with images of requests. Their originals are stored, so a store is needed. Default: `preserve`. */
  images?: RequestImages;
  /** How often a request is sent again that its provider could not answer, before the client has any byte of a response: from 0 to 5. Default: 0. */
  retries?: number;
  /** File to which a line of JSON is written for each request, without contents. */
  logFile?: string;
  /** What is printed to the error output for each request. Default: `silent`. */
  logLevel?: LogLevel;
  /** Whether changed texts of the last requests are kept in memory, before and after, for the dashboard. Default: false. */
  logContents?: boolean;
  limits?: Partial<Limits>;
}

/** The limits for a request. */
export interface Limits extends BodyLimits {
  /** Maximum size of a body, in bytes. OpenAI takes files of 512 MB. */
  bodyBytes: number;
  /** Time for the head of a request, in milliseconds. */
  headersMs: number;
  /** Time for a whole request to arrive, in milliseconds. */
  requestMs: number;
  /** Time to connect to a provider, in milliseconds. */
  connectMs: number;
  /** Time that requests under way have when the proxy is closed, in milliseconds. */
  drainMs: number;
}

export const DEFAULT_PORT = 8787;
export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_SCOPE = 'proxy';

export const DEFAULT_LIMITS: Limits = {
  ...DEFAULT_BODY_LIMITS,
  bodyBytes: 512 * 2 ** 20,
  headersMs: 30_000,
  requestMs: 300_000,
  connectMs: 30_000,
  drainMs: 30_000,
};
