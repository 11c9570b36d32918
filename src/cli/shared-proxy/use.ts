// Provides a proxy for a wrapped agent: one that runs, or a new one.
import { instanceAt } from '../../proxy/index.js';
import { Failure } from '../failure.js';
import { proxyReaching } from './find.js';
import { takeLease } from './leases.js';
import { startProxy, type Start } from './start.js';

/** A proxy that stays while it is in use. */
export interface UsedProxy {
  readonly url: string;
  readonly isNew: boolean;
  /** Why it does not have the usual port. Missing if it has, or if any port was wanted. */
  readonly why?: string;
  /** Ends the use of the proxy. */
  release(): void;
}

/** The number of attempts if a proxy ends at the moment it is to be used. */
const MAX_TRIES = 3;

/**
 * Finds or starts a proxy that reaches these providers. `pid` is the process that uses it; without one, it is used
 * until the agent is unwrapped. @throws {@link Failure}
 */
export async function useProxy(tool: string, wanted: Start, pid: number | undefined): Promise<UsedProxy> {
  for (let tries = 1; ; tries += 1) {
    const { url, ...how } = await foundOrStarted(wanted);
    const port = Number(new URL(url).port);
    const release = takeLease({ tool, port, ...(pid !== undefined && { pid }) });
    if (tries === MAX_TRIES || (await instanceAt({ port }))) return { url, ...how, release };
    release();
  }
}

async function foundOrStarted(wanted: Start): Promise<Pick<UsedProxy, 'url' | 'isNew' | 'why'>> {
  const running = await proxyReaching(wanted);
  if (running) return { url: running.url, isNew: false };
  const started = await startProxy(wanted);
  if ('url' in started) return { url: started.url, isNew: true };
  // Another process may have started a proxy at the same time, or another program may have the port.
  const other = await proxyReaching(wanted);
  if (other) return { url: other.url, isNew: false };
  const again = started.isPortTaken && !wanted.isFixed ? await startProxy({ ...wanted, port: 0 }) : started;
  if ('url' in again) return { url: again.url, isNew: true, why: await whyElsewhere(wanted) };
  throw new Failure(`the proxy did not start: ${again.error}`);
}

async function whyElsewhere({ port }: Start): Promise<string> {
  const other = await instanceAt({ port });
  return other
    ? `the one at ${other.url} sends to other addresses, or needs another secret`
    : 'the usual port cannot be used';
}
