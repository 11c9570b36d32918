import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { Failure } from '../failure.js';
import { runningProxies, usualPort } from '../shared-proxy/index.js';
import { write } from '../terminal.js';
import { port } from '../values.js';

interface Options {
  port?: number;
  open?: true;
  json?: true;
}

/** The programs that open an address in the browser. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .option('-p, --port <port>', 'the port of the proxy (default: HEADROOM_PORT or 8787)', port)
    .option('--open', 'also open it in the browser')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  headroom dashboard\n  headroom dashboard --open')
    .action(run);
}

async function run({ port: given, open, json }: Options): Promise<void> {
  const own = given ?? usualPort();
  const [instance] = await runningProxies(own);
  if (!instance)
    throw new Failure(
      `no proxy runs at port ${own}: start one with \`headroom proxy\`, or an agent with \`headroom wrap\``,
    );
  const url = `${instance.url}/dashboard`;
  await write(process.stdout, json ? `${JSON.stringify({ url })}\n` : `${url}\n`);
  if (open) openInBrowser(url);
}

/** The browser stays when this program ends. Without one, the address has been printed. */
function openInBrowser(url: string): void {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, url], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
