import { Argument, type Command } from 'commander';
import { write } from '../terminal.js';
import { SHELLS, type Shell } from './shells.js';
import { wordsOf } from './words.js';

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SHELLS)))
    .addHelpText(
      'after',
      `
Examples:
  headroom completions bash >> ~/.bashrc
  headroom completions zsh > ~/.zfunc/_headroom
  headroom completions fish > ~/.config/fish/completions/headroom.fish`,
    )
    .action((shell: Shell) => write(process.stdout, SHELLS[shell](wordsOf(command.parent!))));
}
