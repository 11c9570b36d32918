// The command line as a whole: finds the command, loads only that one, and turns an error into a line and an exit
// code.
import { Command, CommanderError, type OptionValues } from 'commander';
import { COMMANDS } from './commands.js';
import { explainFailure, USAGE } from './failure.js';
import { DESCRIPTION, rootHelp } from './help.js';
import { inOwnWords } from './spellings.js';
import { printable, printableLines } from './terminal.js';
import { ownVersion } from './version.js';

/** Runs the command that `argv` (without node and the script) names. Returns the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  let options: OptionValues = {};
  try {
    const words = inOwnWords(argv);
    const root = await program(words);
    root.hook('preAction', (_, command) => {
      options = command.opts();
    });
    await root.parseAsync(words, { from: 'user' });
    // A command that runs another program sets the exit code of that program here.
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    const { line, exitCode } = await explainFailure(error, options);
    process.stderr.write(`headroom: ${printableLines(line)}\n`);
    return exitCode;
  }
}

/** Defines the commands. A command that `argv` does not name gets its summary only. */
export async function program(argv: readonly string[]): Promise<Command> {
  const root = new Command('headroom')
    .description(DESCRIPTION)
    .version(ownVersion(), '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`headroom: ${printable(oneLine(text))}\n`) });
  root.helpInformation = rootHelp;
  const needsAll = COMMANDS[argv[0] ?? '']?.needsAll;
  for (const [name, { summary, alias = name, load }] of Object.entries(COMMANDS)) {
    const command = root.command(name).description(summary);
    if (alias !== name) command.alias(alias);
    if (needsAll || argv.includes(name) || argv.includes(alias)) (await load()).define(command);
  }
  return root;
}

function oneLine(text: string): string {
  return text
    .trim()
    .replace(/^error: /, '')
    .replace(/\n\(Did/, ' (did')
    .replaceAll('\n', ' ');
}
