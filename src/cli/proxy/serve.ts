// Runs a proxy until a signal ends it.
import cluster from 'node:cluster';
import { count, plural } from '../../format/index.js';
import { formatDollars } from '../../money/index.js';
import { instanceAt, netOf, ProxyServer, register, type ProxyOptions } from '../../proxy/index.js';
import { Failure } from '../failure.js';
import { write } from '../terminal.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Starts a proxy, and returns when it has closed. */
export async function serve(options: ProxyOptions): Promise<void> {
  const proxy = await started(options);
  if (cluster.isWorker) return serveAsOneOf(proxy);
  const ending = signalled();
  const unregister = register(proxy);
  try {
    await write(process.stdout, greeting(proxy.url, options));
    const signal = await ending;
    const again = signalled().then(() => process.exit(1));
    if (cluster.isPrimary)
      await write(process.stderr, `headroom: ${signal}: requests under way may end; press again to break them off\n`);
    await Promise.race([proxy.close(), again]);
  } finally {
    unregister();
  }
  await write(process.stdout, summary(proxy, options));
}

/** In a group of processes, the first one ends the others. They ignore the terminal, which signals all of them. */
async function serveAsOneOf(proxy: ProxyServer): Promise<void> {
  for (const name of SIGNALS) process.on(name, () => undefined);
  await new Promise((resolve) => process.once('message', resolve).once('disconnect', resolve));
  await proxy.close();
}

/** Explains that the port is in use. @throws {@link Failure} that names the proxy on it, if one answers. */
async function started(options: ProxyOptions): Promise<ProxyServer> {
  try {
    return await ProxyServer.start(options);
  } catch (error) {
    const { cause } = error as { cause?: NodeJS.ErrnoException };
    const other = cause?.code === 'EADDRINUSE' ? await instanceAt(options) : undefined;
    if (!other) throw error;
    throw new Failure(
      `a headroom proxy (process ${other.pid}, version ${other.version}) already runs at ${other.url}: use it, stop it, or choose another port with --port`,
    );
  }
}

/** Waits for the first signal that asks the process to end. */
export function signalled(): Promise<string> {
  return new Promise((resolve) => {
    const end = (signal: string): void => {
      for (const name of SIGNALS) process.off(name, end);
      resolve(signal);
    };
    for (const name of SIGNALS) process.on(name, end);
  });
}

export function greeting(listening: string, { mode = 'optimize', token }: ProxyOptions): string {
  // No client can connect to the address that means all of them.
  const url = listening.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:)/, '//127.0.0.1');
  const others = url === listening ? '' : '  Other machines write the name of this one instead of 127.0.0.1.\n';
  const secret =
    token === undefined ? '' : '  Clients send the secret in HEADROOM_PROXY_TOKEN as the header x-headroom-token.\n';
  return `headroom proxy listens on ${listening} (${mode})

  Claude Code, Anthropic   ANTHROPIC_BASE_URL=${url}
  OpenAI                   OPENAI_BASE_URL=${url}/v1
  Gemini                   GOOGLE_GEMINI_BASE_URL=${url}
${others}${secret}
  ${url}/dashboard shows what was saved. Ctrl-C stops it.
`;
}

function summary(proxy: ProxyServer, { mode }: ProxyOptions): string {
  const { totals } = proxy.stats();
  const [tokens, verb] =
    mode === 'audit' ? [totals.couldSave, 'could be saved'] : [totals.tokensBefore - totals.tokensAfter, 'saved'];
  const dollars = totals.priced === 0 ? '' : `, ${formatDollars(netOf(totals))} at list prices`;
  return `${plural(totals.requests, 'request')}: ${count(tokens)} of ${count(totals.tokensBefore)} estimated tokens ${verb}${dollars}\n`;
}
