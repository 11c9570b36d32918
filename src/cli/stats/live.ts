// The savings of the running proxy since it started.
import { serverToken } from '../../config/index.js';
import { Failure } from '../failure.js';
import { ask, runningProxies, usualPort } from '../shared-proxy/index.js';
import { isInteractive, write, writeStyled } from '../terminal.js';
import { screenOf, savedIn } from './screen.js';

export interface LiveOptions {
  port?: number;
  watch?: true;
  interval?: number;
  json?: true;
}

/** The number of past values that `--watch` shows as bars. */
const MAX_LOOKS = 60;
export const INTERVAL_SECONDS = 2;
/** Moves the cursor to the top left and clears the screen (ECMA-48: CUP, ED). */
const CLEAR = '\u001b[H\u001b[J';

/** Prints the statistics of the running proxy. */
export async function live({ port: given, watch, interval = INTERVAL_SECONDS, json }: LiveOptions): Promise<void> {
  const own = given ?? usualPort();
  const [instance] = await runningProxies(own);
  if (!instance)
    throw new Failure(
      `no proxy runs at port ${own}: start one with \`headroom proxy\`, or an agent with \`headroom wrap\``,
    );
  const looks: number[] = [];
  for (;;) {
    const stats = await ask(instance.url, '/stats', serverToken());
    if (!stats) throw new Failure(`the proxy at ${instance.url} does not answer: is HEADROOM_PROXY_TOKEN right?`);
    looks.push(savedIn(stats));
    if (json) await write(process.stdout, `${JSON.stringify({ url: instance.url, ...stats })}\n`);
    else
      await writeStyled(
        process.stdout,
        (watch && isInteractive(process.stdout) ? CLEAR : '') + screenOf(instance.url, stats, looks),
      );
    if (!watch) return;
    if (looks.length > MAX_LOOKS) looks.shift();
    await new Promise((resolve) => setTimeout(resolve, interval * 1000));
  }
}
