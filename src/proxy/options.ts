// What whoever starts a proxy may set.
import type { OwnLocation } from '../store/index.js';
import { DEFAULT_BODY_LIMITS, type BodyLimits } from '../wire/index.js';
import type { Outbound } from './via.js';

/** What the proxy does with conversations. `optimize`: compresses them. `audit`: says what could be saved, and changes nothing. `passthrough`: reads nothing. */
export type ProxyMode = 'optimize' | 'audit' | 'passthrough';
export const PROXY_MODES: readonly ProxyMode[] = ['optimize', 'audit', 'passthrough'];

/** How a proxy is started. */
export interface ProxyOptions {
  /** Address to listen on. Default: 127.0.0.1. Beyond loopback a `token` is required. */
  host?: string;
  /** Port to listen on; 0: any free one. Default: 8787. */
  port?: number;
  /** Default: `optimize`. */
  mode?: ProxyMode;
  /** Base addresses of providers by name. `anthropic`, `openai` and `gemini` have defaults; any other name is reached under `/NAME/…`. */
  upstreams?: Readonly<Record<string, string>>;
  /** The proxy on the way to providers. */
  outbound?: Outbound;
  /** Secret that clients send as `x-headroom-token`. */
  token?: string;
  /** Names by which clients may reach the proxy, beside `localhost` and addresses of this machine. */
  allowedHosts?: readonly string[];
  /** Where originals of elided texts are kept. Without a store, or with `false`, nothing is elided. */
  store?: OwnLocation | false;
  /** Scope of those originals. Default: `proxy`. */
  scope?: string;
  limits?: Partial<Limits>;
}

/** What bounds a request. */
export interface Limits extends BodyLimits {
  /** Largest body that is accepted, in bytes. OpenAI takes files of 512 MB. */
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
