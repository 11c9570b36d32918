// Runs several processes on one port. One that dies is replaced.
import cluster, { type Worker } from 'node:cluster';
import { ConfigurationError } from '../../errors/index.js';
import { DEFAULT_HOST, register, type ProxyOptions } from '../../proxy/index.js';
import { Failure } from '../failure.js';
import { write } from '../terminal.js';
import { greeting, signalled } from './serve.js';

/** The number of processes that may die within a minute. After that, no more are started. */
const MAX_DEATHS = 10;
const MINUTE_MS = 60_000;

/**
 * Refuses logged contents of several processes: each would show only its own, and the next request of a dashboard may
 * reach another one. @throws `ConfigurationError`.
 */
export function checkWorkers({ logContents }: ProxyOptions, count: number = 1): void {
  if (count > 1 && logContents)
    throw new ConfigurationError(
      'logged contents stay in the memory of one process: set `workers` to 1, or leave out `log-contents`',
      'log-contents',
    );
}

/** Runs processes until a signal ends them. @throws {@link Failure} if none can be started, or if they keep dying. */
export async function supervise(options: ProxyOptions, count: number): Promise<void> {
  const ending = signalled();
  const ready = new WeakSet<Worker>();
  cluster.on('listening', (worker) => ready.add(worker));
  const port = await listening(cluster.fork());
  // Processes share a port. One that replaces the only one would choose another free port.
  if (count === 1) cluster.setupPrimary({ args: [...process.argv.slice(2), '--port', String(port)] });
  for (let more = 1; more < count; more += 1) cluster.fork();
  const { host = DEFAULT_HOST } = options;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const unregister = register({ port, url });
  const stop = new AbortController();
  const dying = replaced(stop.signal);
  try {
    await write(process.stdout, greeting(url, options));
    const signal = await Promise.race([ending, dying]);
    stop.abort();
    const again = signalled().then(breakOff);
    await write(process.stderr, `headroom: ${signal}: requests under way may end; press again to break them off\n`);
    await Promise.race([ended(ready), again]);
  } finally {
    unregister();
  }
}

/** Waits until a process listens, and returns the port. A process that cannot listen prints the reason itself. */
function listening(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('listening', ({ port }) => resolve(port));
    worker.once('exit', () => reject(new Failure('the proxy could not be started')));
  });
}

/** Starts another process for each that dies. @throws {@link Failure} if they keep dying. */
function replaced(signal: AbortSignal): Promise<never> {
  const deaths: number[] = [];
  return new Promise((_, reject) => {
    cluster.on('exit', () => {
      if (signal.aborted) return;
      const now = performance.now();
      deaths.push(now);
      const recent = deaths.filter((at) => now - at < MINUTE_MS);
      if (recent.length > MAX_DEATHS) reject(new Failure('the processes of the proxy keep dying'));
      else cluster.fork();
    });
  });
}

function breakOff(): never {
  for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGKILL');
  process.exit(1);
}

/** Asks all processes to end, and waits until they have. One that is still starting would not hear it: it is asked once it listens. */
async function ended(ready: WeakSet<Worker>): Promise<void> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const gone = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
  for (const worker of workers) {
    const ask = (): unknown => worker.send('end');
    if (ready.has(worker)) ask();
    else worker.once('listening', ask);
  }
  await Promise.all(gone);
}
