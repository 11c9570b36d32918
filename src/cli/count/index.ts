import type { Command } from 'commander';
import { count, plural } from '../../format/index.js';
import { countTokens, encodingOf } from '../../tokens/index.js';
import { readInput } from '../document/index.js';
import { printable, write } from '../terminal.js';

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .argument('[file]', 'a text; - or nothing reads stdin')
    .option('-m, --model <name>', 'the model that reads it (default: the encoding o200k_base)')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  headroom count README.md\n  git diff | headroom count --model claude-sonnet-4-5',
    )
    .action(run);
}

async function run(file: string | undefined, { model, json }: { model?: string; json?: true }): Promise<void> {
  const { name, bytes } = await readInput(file, undefined);
  const { encoding, exact } = encodingOf(model);
  const tokens = countTokens(bytes, model);
  if (json) return write(process.stdout, `${JSON.stringify({ name, bytes: bytes.length, tokens, encoding, exact })}\n`);
  const how = exact ? encoding : `estimated from ${encoding}`;
  await write(
    process.stdout,
    `${printable(name)}: ${plural(tokens, 'token')} (${how}), ${count(bytes.length)} bytes\n`,
  );
}
