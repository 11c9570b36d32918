// A gateway to any MCP server over standard input and output. It shortens tool results, and passes every other byte
// on.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { storeAt, type OwnLocation, type StoreLimits } from '../../store/index.js';
import { compressText } from '../../text/index.js';
import { Pieces } from './pieces.js';
import { Results } from './results.js';

/** Shells add this to the number of the signal that ended a program. */
const SIGNALLED = 128;
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Options of a gateway. */
export interface GatewayOptions extends StoreLimits {
  /** The store of originals. Without a store nothing is elided. */
  readonly store?: OwnLocation | undefined;
  readonly scope?: string | undefined;
}

/** Runs a server behind the gateway until it ends. Returns its exit code. @throws if it does not start. */
export async function serveGateway(
  program: string,
  args: readonly string[],
  { store, scope, ...limits }: GatewayOptions = {},
): Promise<number> {
  const originals = store === undefined ? undefined : (await storeAt(store, limits)).scope(scope);
  const shorten = (text: string, tool: string): string => {
    try {
      return compressText(text, { policy: 'agent' }, { tool }, originals?.native).text;
    } catch {
      return text;
    }
  };
  const results = new Results(shorten);
  const server = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const stop = forwardSignals((signal) => server.kill(signal));
  // Either side may close its stream at any time. The end of the server ends the gateway.
  server.stdin.on('error', () => undefined);
  const asked = new Pieces((bytes, isLine) => {
    if (isLine) results.asked(bytes.toString());
    server.stdin.write(bytes);
  });
  process.stdin.on('data', (chunk: Buffer) => asked.push(chunk));
  process.stdin.on('end', () => {
    asked.end();
    server.stdin.end();
  });
  const answered = new Pieces((bytes, isLine) => {
    const text = isLine ? bytes.toString() : '';
    const passed = results.answered(text);
    // A message that is not UTF-8 stays unchanged, too.
    process.stdout.write(passed === text ? bytes : passed);
  });
  server.stdout.on('data', (chunk: Buffer) => answered.push(chunk));
  server.stdout.on('end', () => answered.end());
  try {
    return await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.once('close', (code, signal) => resolve(code ?? SIGNALLED + (constants.signals[signal!] ?? 0)));
    });
  } finally {
    stop();
    process.stdin.destroy();
  }
}

function forwardSignals(to: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of FORWARDED) process.on(signal, to);
  return () => {
    for (const signal of FORWARDED) process.off(signal, to);
  };
}
