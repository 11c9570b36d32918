import type { Command } from 'commander';
import { agentNamed } from '../../agents/index.js';
import { knownAgent } from '../agent-name.js';
import { each } from '../each.js';
import { Failure } from '../failure.js';
import { keptLeases, releaseKept } from '../shared-proxy/index.js';
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
  const names = name === undefined ? wrapped() : [knownAgent(name).name];
  const { done, failed } = each(names, (own) => undo(own, options));
  if (options.json) await write(process.stdout, `${JSON.stringify(done)}\n`);
  else if (done.length > 0 || failed.length === 0)
    await write(process.stdout, printableLines(done.map(({ said }) => said).join('') || 'nothing to undo\n'));
  if (failed.length > 0) throw new Failure(failed.join('\n'));
}

interface Undone {
  readonly agent: string;
  readonly file?: string;
  readonly state: string;
  readonly said: string;
}

/** The agents whose files are changed, or that use the proxy until they are unwrapped. */
function wrapped(): string[] {
  return [...new Set([...configured(), ...keptLeases()])];
}

/** Undoes the changes for an agent, and ends its use of the proxy. @throws {@link Failure} if that is not possible. */
function undo(name: string, { dryRun, force }: Options): Undone[] {
  const title = agentNamed(name)?.title ?? name;
  const isKept = keptLeases().includes(name);
  const outcomes = unconfigure(name, { dryRun, force });
  if (!dryRun) releaseKept(name);
  if (outcomes.length === 0 && isKept)
    return [
      {
        agent: name,
        state: dryRun ? 'planned' : 'done',
        said: `${title}: ${dryRun ? 'would no longer need' : 'no longer needs'} the proxy\n`,
      },
    ];
  return outcomes.map(({ path, state, diff, kept }) => {
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
