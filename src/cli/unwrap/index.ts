import type { Command } from 'commander';
import { AGENTS, agentNamed } from '../../agents/index.js';
import { Failure, USAGE } from '../failure.js';
import { releaseKept } from '../shared-proxy/index.js';
import { printableLines, write } from '../terminal.js';
import { configured, unconfigure } from '../wrap/configure.js';

interface Options {
  dryRun?: true;
  force?: true;
  json?: true;
}

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .argument('[agent]', 'the agent (default: every one whose files are changed)')
    .option('--dry-run', 'print what would be changed, and change nothing')
    .option('--force', 'also take back an entry that was changed since')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  headroom unwrap zed\n  headroom unwrap --dry-run')
    .action(run);
}

async function run(name: string | undefined, options: Options): Promise<void> {
  if (name !== undefined && !agentNamed(name))
    throw new Failure(`no agent \`${name}\` is known: name one of ${AGENTS.map((own) => own.name).join(', ')}`, USAGE);
  const names = name === undefined ? configured() : [name];
  const done = names.flatMap((own) => undo(own, options));
  if (options.json) await write(process.stdout, `${JSON.stringify(done)}\n`);
  else await write(process.stdout, printableLines(done.map(({ said }) => said).join('') || 'nothing to undo\n'));
}

/** Undoes the changes for an agent, and ends its use of the proxy. */
function undo(
  name: string,
  { dryRun, force }: Options,
): { agent: string; file: string; state: string; said: string }[] {
  if (!dryRun) releaseKept(name);
  const title = agentNamed(name)?.title ?? name;
  return unconfigure(name, { dryRun, force }).map(({ path, state, diff, kept }) => {
    const left = kept.map((entry) => `  left, because it was changed since: ${entry.path.join('.')}\n`).join('');
    const said =
      state === 'planned'
        ? diff
        : state === 'none'
          ? `${title}: nothing to undo in ${path}\n`
          : `${title}: restored ${path}\n`;
    return { agent: name, file: path, state, said: said + left };
  });
}
