import type { Command } from 'commander';
import { refuseFile } from '../originals.js';
import { whole } from '../options.js';
import type { Options } from './run.js';

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .argument('<program>', 'the program to run')
    .argument('[args...]', 'its arguments, behind --')
    .option(
      '--store [folder]',
      'also elide, and store the originals in this folder (default: HEADROOM_STORE or no store)',
    )
    .option('--hold <seconds>', 'time after which output is passed on as it comes (default: 30)', whole)
    .addHelpText(
      'after',
      `
Examples:
  headroom run -- npm test
  headroom run --store -- cargo build --verbose

The exit code is that of the program. At a terminal, output is shown as it comes.`,
    )
    .action(async (program: string, args: string[], options: Options) => {
      await refuseFile(options.store);
      process.exitCode = await (await import('./run.js')).runShort(program, args, options);
    });
}
