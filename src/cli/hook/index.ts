import { Argument, type Command } from 'commander';
import {
  AGENTS,
  agentNamed,
  HOOK_READERS,
  launchOf,
  libraryPath,
  lineOf,
  type Agent,
  type HookPart,
  type Self,
} from '../../agents/index.js';
import { clientFolders } from '../../config/index.js';
import { makeEntries, undoEntries, type ChangeOptions, type Outcome, type Target } from '../../files/index.js';
import { printableLines, write } from '../terminal.js';

interface Options extends ChangeOptions {
  elide?: true;
  json?: true;
}

type Hooked = Agent & { readonly hook: HookPart };
const HOOKED = AGENTS.filter((agent): agent is Hooked => agent.hook !== undefined);

/** Defines the command and its subcommands. */
export function define(command: Command): void {
  changing(command, 'install', 'let an agent call the hook', makeEntries).option(
    '--elide',
    'let the hook elide, too: for agents that have headroom_retrieve (`headroom mcp install`)',
  );
  changing(command, 'uninstall', 'remove what install added, and nothing else', undoEntries);
  for (const { name, title } of HOOKED.filter((own) => own.name in HOOK_READERS))
    command
      .command(name)
      .description(`answer ${title}: reads JSON on stdin, and is silent where it knows nothing better`)
      .option('--store [folder]', 'elide, and store the originals in this folder')
      .action(async (options) => (await import('./answer.js')).answerHook(name, options));
  command.addHelpText(
    'after',
    '\nExamples:\n  headroom hook install claude --dry-run\n  headroom hook uninstall claude',
  );
}

function changing(
  command: Command,
  name: string,
  summary: string,
  work: (target: Target, options: ChangeOptions) => Outcome,
): Command {
  return command
    .command(name)
    .description(summary)
    .addArgument(new Argument('<agent>', 'the agent').choices(HOOKED.map((own) => own.name)))
    .option('--dry-run', 'print what would be changed, and change nothing')
    .option('--json', 'print JSON')
    .action(async (agent: string, options: Options) => {
      const hooked = agentNamed(agent) as Hooked;
      const outcome = work(targetOf(hooked, Boolean(options.elide)), options);
      const { state, path, diff } = outcome;
      if (options.json) return write(process.stdout, `${JSON.stringify({ agent, state, file: path })}\n`);
      const next = name === 'install' ? `  ${hooked.hook.next}\n` : '';
      const said = {
        planned: diff,
        none: `${hooked.title}: nothing to do in ${path}\n`,
        done: `${hooked.title}: changed ${path}\n${next}`,
      };
      return write(process.stdout, printableLines(said[state]));
    });
}

function targetOf({ name, hook }: Hooked, elide: boolean): Target {
  const self: Self = {
    command: lineOf(launchOf('hook', name, ...(elide ? ['--store'] : []))),
    get library() {
      return libraryPath();
    },
  };
  const { format } = hook;
  return { purpose: 'hook', name, file: hook.file(clientFolders()), format, entries: hook.entries(self) };
}
