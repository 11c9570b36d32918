// The process of the shared proxy. It ends when no wrapped agent needs it.
import { ProxyServer, register } from '../../proxy/index.js';
import { chosen } from '../proxy/chosen.js';
import { leases } from './leases.js';
import type { Greeting, Start } from './start.js';

/** The interval of checks whether an agent needs it, in milliseconds. */
const INTERVAL_MS = 1000;
/** The interval before the first agent needs it. */
const MAX_LOOKS_BEFORE_USE = 30;

/** Serves until nobody needs it. Tells its parent when it listens. */
export async function serveShared(start: Start): Promise<void> {
  const proxy = await started(start);
  if (!proxy) return;
  const unregister = register(proxy);
  const signal = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => resolve());
  });
  await say({ url: proxy.url, port: proxy.port });
  await Promise.race([signal, unneeded(proxy.port)]);
  unregister();
  await proxy.close();
}

async function started({ port, upstreams, store }: Start): Promise<ProxyServer | undefined> {
  try {
    return await ProxyServer.start(
      await chosen({
        port,
        host: '127.0.0.1',
        upstream: Object.entries(upstreams),
        ...(store !== undefined && { store }),
      }),
    );
  } catch (error) {
    const { message, cause } = error as { message: string; cause?: NodeJS.ErrnoException };
    await say({ error: message, isPortTaken: cause?.code === 'EADDRINUSE' });
    return undefined;
  }
}

function unneeded(port: number): Promise<void> {
  return new Promise((resolve) => {
    let idle = 0;
    let wasNeeded = false;
    const timer = setInterval(() => {
      const isNeeded = leases().some((lease) => lease.port === port);
      wasNeeded ||= isNeeded;
      idle = isNeeded ? 0 : idle + 1;
      if (idle < (wasNeeded ? 1 : MAX_LOOKS_BEFORE_USE)) return;
      clearInterval(timer);
      resolve();
    }, INTERVAL_MS);
  });
}

/** The parent may have ended already. */
function say(greeting: Greeting): Promise<void> {
  return new Promise((resolve) => (process.send ? process.send(greeting, () => resolve()) : resolve()));
}
