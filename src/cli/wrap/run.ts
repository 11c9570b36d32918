// Runs an agent through the proxy.
import { routeFor, type Agent, type Machine, type Route } from '../../agents/index.js';
import { clientFolders, ownEnvironment, serverToken } from '../../config/index.js';
import type { Outcome } from '../../files/index.js';
import { Failure } from '../failure.js';
import { leases, settingsOfNewProxies, usualPort, type UsedProxy } from '../shared-proxy/index.js';
import { printable, printableLines, write } from '../terminal.js';
import { runChild } from './child.js';
import { configure, unconfigure } from './configure.js';
import { setUpExtras } from './extras.js';
import type { Options } from './options.js';
import { preview } from './preview.js';
import { programOf } from './program.js';
import { reach } from './reach.js';
import { savedBy } from './saved.js';
import { Signals } from './signals.js';

/** Runs an agent to its end. Returns its exit code. @throws {@link Failure} if it cannot be connected to the proxy. */
export async function wrap(agent: Agent, args: readonly string[], options: Options): Promise<number> {
  const machine: Machine = { env: ownEnvironment(), folders: clientFolders() };
  const problem = agent.routing.problem?.(machine);
  if (problem !== undefined) throw new Failure(`${agent.title} cannot be led through the proxy: ${problem}`);
  const port = options.port ?? usualPort();
  if (options.dryRun) return preview(agent, args, machine, `http://127.0.0.1:${port}`, options);
  const program = programOf(agent, options.program);
  // Checks before anything is started.
  const { upstreams } = routeFor(agent, machine, `http://127.0.0.1:${port}`, serverToken());
  const extras = setUpExtras(agent, options);
  const staysOpen = Boolean(options.keep ?? agent.staysOpen);
  const wanted = { port, isFixed: options.port !== undefined, upstreams, store: options.store };
  const { proxy, route } = await reach(agent, machine, wanted, staysOpen ? undefined : process.pid);
  const saved = await savedBy(proxy.url);
  const signals = new Signals();
  try {
    const changed = configured(agent, route, proxy, options);
    if (!options.quiet) for (const line of extras) await say(line);
    if (!options.quiet) await say(`${agent.title} goes through ${proxy.url}${isNewIn(proxy)}\n`);
    const unused = proxy.isNew ? [] : [...(options.store ? ['--store'] : []), ...settingsOfNewProxies()];
    if (unused.length > 0 && !options.quiet)
      await say(`that proxy runs already, with its own settings: no effect of ${unused.join(', ')}\n`);
    for (const { path, state } of changed)
      if (state === 'done' && !options.quiet)
        await say(`${path} is changed until ${staysOpen ? `\`headroom unwrap ${agent.name}\`` : 'it ends'}\n`);
    return await runChild(program, [...route.args, ...args], route.env, signals);
  } finally {
    if (!staysOpen) await end(agent, proxy);
    signals.end();
    const line = await saved();
    if (line && !options.quiet) await say(line);
  }
}

/** Changes its files. If that fails, ends its use of the proxy. */
function configured(agent: Agent, { files }: Route, { release }: UsedProxy, { force }: Options): Outcome[] {
  try {
    return configure(agent, files, { force });
  } catch (error) {
    release();
    throw error;
  }
}

/** Undoes what is needed only while it runs, unless another instance of it runs. */
async function end({ name, title }: Agent, { release }: UsedProxy): Promise<void> {
  release();
  if (leases().some(({ tool }) => tool === name)) return;
  try {
    unconfigure(name, {});
  } catch (error) {
    await say(`${title} still has the address of the proxy: ${(error as Error).message}\n`);
  }
}

function isNewIn({ isNew, why }: UsedProxy): string {
  if (!isNew) return '';
  return why === undefined ? ', a new proxy' : `, a new proxy, because ${why}`;
}

function say(text: string): Promise<void> {
  return write(process.stderr, printableLines(`headroom: ${printable(text.trimEnd())}\n`));
}
