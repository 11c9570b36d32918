// Adds hooks, plugins and mods to agents, and removes them.
import { AGENTS, launchOf, libraryPath, lineOf, type Agent, type HookPart, type Self } from '../../agents/index.js';
import { clientFolders } from '../../config/index.js';
import { madeTargets, switchTo, undoAll, type ChangeOptions, type Outcome, type Target } from '../../files/index.js';
import { Failure, USAGE } from '../failure.js';
import { whyNoMod } from './mods.js';

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

/** The result of a change. */
export interface Changed {
  readonly outcomes: readonly Outcome[];
  /** What the user should know or do. */
  readonly notes: readonly string[];
}

/** Adds the hook. What an earlier run wrote elsewhere is removed. @throws {@link Failure} if nothing was changed. */
export function installHook(hooked: Hooked, options: SetupOptions): Changed {
  const problem = problemIn(hooked, options);
  if (problem !== undefined) throw new Failure(problem, USAGE);
  const { mod = true, proxyUrl } = options;
  const isForMod = hooked.hook.modsSince !== undefined && mod && proxyUrl === undefined;
  const why = isForMod ? whyNoMod(hooked) : undefined;
  const hasMod = isForMod && why === undefined;
  const outcomes = switchTo(targetsOf(hooked, options, hasMod), options);
  const isNew = outcomes.some(({ state }) => state === 'done');
  const { next, nextWithMod = next } = hooked.hook;
  return {
    outcomes,
    notes: [
      ...(why === undefined ? [] : [`No mod was written, because ${why}. The hook in the settings is used.`]),
      ...(isNew ? [hasMod ? nextWithMod : next] : []),
    ],
  };
}

/** Undoes what is in the journal. An entry that is not there is not ours, which is said. */
export function uninstallHook(hooked: Hooked, options: SetupOptions): Changed {
  const made = madeTargets(PURPOSE, hooked.name);
  return { outcomes: undoAll(made.length > 0 ? made : targetsOf(hooked, {}, false), options), notes: [] };
}

/** Finds an option that would have no effect. */
function problemIn({ title, hook }: Hooked, { elide, mod = true, proxyUrl }: SetupOptions): string | undefined {
  if (proxyUrl !== undefined && !hook.asksProxy) return `${title} cannot ask a proxy: leave --proxy-url away`;
  if (!mod && !hook.modsSince) return `${title} runs no mods: leave --no-mod away`;
  if (!elide) return undefined;
  if (!hook.elides) return `the hook of ${title} cannot elide: leave --elide away`;
  return proxyUrl === undefined ? undefined : 'a proxy elides nothing for a hook: leave --elide or --proxy-url away';
}

function targetsOf({ name, hook }: Hooked, { elide, proxyUrl }: SetupOptions, hasMod: boolean): Target[] {
  const storing = elide ? ['--store'] : [];
  const self: Self = {
    command: lineOf(launchOf('hook', name, ...storing)),
    mcp: launchOf('mcp', 'serve'),
    ...(proxyUrl !== undefined && { proxyUrl }),
    ...(hasMod && { serve: launchOf('hook', 'serve', name, ...storing) }),
    get library() {
      return libraryPath();
    },
  };
  return hook.parts(self, clientFolders()).map((part) => ({ ...part, purpose: PURPOSE, name }));
}
