import { ADDRESS, MILLISECONDS, TOKEN } from '../ask/index.js';
import { ConfigurationError, COUNT, FLAG, optionsOf, type Checks } from '../errors/index.js';

/** The address of the server, and how requests are sent. */
export interface RemoteOptions {
  /** The address of a proxy of this package: `http://127.0.0.1:8787`. */
  baseUrl: string;
  /** The token of the proxy. It is sent to `baseUrl` and nowhere else. */
  apiKey?: string;
  /** The time limit of one attempt, in milliseconds. Default: 15,000. */
  timeout?: number;
  /** The number of further attempts if a request does not arrive or gets no answer. Default: 2. */
  retries?: number;
  /**
   * Whether `compress` returns the original messages if the server cannot be reached. Otherwise it throws. Default:
   * true.
   */
  fallback?: boolean;
}

const TIMEOUT_MS = 15_000;
const RETRIES = 2;
const CHECKS: Checks<RemoteOptions> = {
  baseUrl: ADDRESS,
  apiKey: TOKEN,
  timeout: MILLISECONDS,
  retries: COUNT,
  fallback: FLAG,
};

/**
 * Adds the defaults. @throws `ConfigurationError` for an unknown option, a value of the wrong type, and a missing
 * `baseUrl`.
 */
export function remoteOptions(options: RemoteOptions): Required<Omit<RemoteOptions, 'apiKey'>> & { apiKey?: string } {
  const own = optionsOf(options, CHECKS);
  if (own.baseUrl === undefined) throw new ConfigurationError('option `baseUrl` is required', 'baseUrl');
  return { timeout: TIMEOUT_MS, retries: RETRIES, fallback: true, ...own };
}
