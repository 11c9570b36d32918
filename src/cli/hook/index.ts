import { Argument, type Command } from 'commander';
import { agentNamed, HOOK_READERS } from '../../agents/index.js';
import type { Outcome } from '../../files/index.js';
import { namesOnly } from '../agent-name.js';
import { printableLines, write } from '../terminal.js';
import { proxyUrl } from '../values.js';
import { HOOKED, installHook, uninstallHook, type Changed, type Hooked, type SetupOptions } from './setup.js';

interface Options extends SetupOptions {
  json?: true;
}

/** Defines the command and its subcommands. */
export function define(command: Command): void {
  changing(command, 'install', 'let an agent call the hook, or add a plugin or mod to it', installHook)
    .option('--elide', 'let it elide, too: for agents that have headroom_retrieve (`headroom mcp install`), and mods')
    .option('--proxy-url <url>', 'let Claude Code ask this proxy, which starts no program for each call', proxyUrl)
    .option('--no-mod', 'use the hooks in the settings of Claude Code, even if it runs mods');
  changing(command, 'uninstall', 'remove what install added, and nothing else', uninstallHook);
  for (const { name, title } of HOOKED.filter((own) => own.name in HOOK_READERS))
    storing(command.command(name))
      .description(`answer ${title}: reads JSON on stdin, and is silent where it knows nothing better`)
      .action(async (options) => (await import('./answer.js')).answerHook(name, options));
  const served = HOOKED.filter(({ hook }) => hook.modsSince).map(({ name }) => name);
  storing(command.command('serve'))
    .description('answer a mod over a private socket, as long as the agent runs that started this')
    .addArgument(new Argument('<agent>', 'the agent').choices(served))
    .action(async (agent: string, options) => (await import('./serve.js')).serveMod(agent, options));
  command.addHelpText(
    'after',
    '\nExamples:\n  headroom hook install claude --dry-run\n  headroom hook uninstall claude',
  );
}

function storing(command: Command): Command {
  return command.option('--store [folder]', 'elide, and store the originals in this folder');
}

function changing(
  command: Command,
  name: string,
  summary: string,
  change: (hooked: Hooked, options: SetupOptions) => Changed,
): Command {
  return command
    .command(name)
    .description(summary)
    .addArgument(
      namesOnly(
        new Argument('<agent>', 'the agent'),
        HOOKED.map((own) => own.name),
      ),
    )
    .option('--dry-run', 'print what would be changed, and change nothing')
    .option('--force', 'also change what headroom did not write, or what was changed since')
    .option('--json', 'print JSON')
    .action(async (agent: string, options: Options) => {
      const hooked = agentNamed(agent) as Hooked;
      const { outcomes, notes } = change(hooked, options);
      if (options.json) {
        const files = outcomes.map(({ state, path }) => ({ file: path, state }));
        return write(process.stdout, `${JSON.stringify({ agent, files, notes })}\n`);
      }
      const none = name === 'install' ? 'already set up' : 'not set up';
      const lines = [...outcomes.map((own) => said(hooked, own, none)), ...notes.map((note) => `  ${note}\n`)];
      return write(process.stdout, printableLines(lines.join('')));
    });
}

/** Says what happened to a file. `none` says why nothing did. */
function said({ title }: Hooked, { state, path, diff, isDeleted }: Outcome, none: string): string {
  if (state === 'planned') return diff;
  if (state === 'none') return `${title}: ${none}, nothing to do in ${path}\n`;
  return `${title}: ${isDeleted ? 'removed' : 'changed'} ${path}\n`;
}
