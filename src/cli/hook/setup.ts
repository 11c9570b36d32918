// Adds hooks, plugins and mods to agents, and removes them.
import { spawnSync } from 'node:child_process';
import {
  AGENTS,
  launchOf,
  libraryPath,
  lineOf,
  programPath,
  type Agent,
  type HookPart,
  type Self,
} from '../../agents/index.js';
import { clientFolders, ownEnvironment } from '../../config/index.js';
import { madeTargets, switchTo, undoAll, type ChangeOptions, type Outcome, type Target } from '../../files/index.js';
import { Failure, USAGE } from '../failure.js';

/** An agent that can be told of a hook. */
export type Hooked = Agent & { readonly hook: HookPart };
export const HOOKED: readonly Hooked[] = AGENTS.filter((agent): agent is Hooked => agent.hook !== undefined);

/** How to make a change. */
export interface SetupOptions extends ChangeOptions {
  elide?: true;
  /** False: settings hooks also for an agent that runs mods. */
  mod?: boolean;
  /** A proxy that answers in place of a command. */
  proxyUrl?: string;
}

/** The purpose of the changes, which is the folder of their journal. */
const PURPOSE = 'hook';
/** The time limit for an agent to say its version, in milliseconds. */
const PATIENCE_MS = 15_000;

/** Adds the hook. What an earlier run wrote elsewhere is removed. @throws {@link Failure} if nothing was changed. */
export function installHook(hooked: Hooked, options: SetupOptions): readonly Outcome[] {
  const problem = problemIn(hooked, options);
  if (problem !== undefined) throw new Failure(problem, USAGE);
  return switchTo(targetsOf(hooked, options), options);
}

/** Undoes what is in the journal. An entry that is not there is not ours, which is said. */
export function uninstallHook(hooked: Hooked, options: SetupOptions): readonly Outcome[] {
  const made = madeTargets(PURPOSE, hooked.name);
  return undoAll(made.length > 0 ? made : targetsOf(hooked, { mod: false }), options);
}

/** Finds an option that would have no effect. */
function problemIn({ title, hook }: Hooked, { elide, mod = true, proxyUrl }: SetupOptions): string | undefined {
  if (proxyUrl !== undefined && !hook.asksProxy) return `${title} cannot ask a proxy: leave --proxy-url away`;
  if (!mod && !hook.modsSince) return `${title} runs no mods: leave --no-mod away`;
  if (!elide) return undefined;
  if (!hook.elides) return `the hook of ${title} cannot elide: leave --elide away`;
  return proxyUrl === undefined ? undefined : 'a proxy elides nothing for a hook: leave --elide or --proxy-url away';
}

function targetsOf(hooked: Hooked, { elide, mod = true, proxyUrl }: SetupOptions): Target[] {
  const { name, hook } = hooked;
  const storing = elide ? ['--store'] : [];
  const self: Self = {
    command: lineOf(launchOf('hook', name, ...storing)),
    mcp: launchOf('mcp', 'serve'),
    ...(proxyUrl !== undefined && { proxyUrl }),
    ...(mod && proxyUrl === undefined && runsMods(hooked) && { serve: launchOf('hook', 'serve', name, ...storing) }),
    get library() {
      return libraryPath();
    },
  };
  return hook.parts(self, clientFolders()).map((part) => ({ ...part, purpose: PURPOSE, name }));
}

/** True if the agent is new enough for mods. They ask over a socket in a folder, which Windows does not have. */
function runsMods({ hook: { modsSince }, programs }: Hooked): boolean {
  if (!modsSince || process.platform === 'win32') return false;
  const env = ownEnvironment();
  const program = programs.map((name) => programPath(name, env)).find((path) => path !== undefined);
  const said = program && spawnSync(program, ['--version'], { timeout: PATIENCE_MS, encoding: 'utf8' }).stdout;
  const found = /(\d+)\.(\d+)\.(\d+)/
    .exec(said ?? '')
    ?.slice(1)
    .map(Number);
  return found !== undefined && !isOlder(found, modsSince);
}

function isOlder(version: readonly number[], than: readonly number[]): boolean {
  const at = than.findIndex((number, index) => version[index] !== number);
  return at >= 0 && version[at]! < than[at]!;
}
