import { Option, type Command } from 'commander';
import { compressDocument, openInput, readInput, type Compressed } from '../document/index.js';
import { chosen, compressing, OUTPUT, type CompressingOptions } from '../options.js';
import { lastingStoreOf } from '../originals.js';
import { save } from '../output.js';
import { withProgress } from '../progress.js';
import { report, summary, unchanged } from '../report.js';
import { isInteractive, stylesFor, write, writeStyled } from '../terminal.js';
import { diff } from './diff.js';

const LINE_FEED = 10;

interface Options extends CompressingOptions {
  json?: true;
  diff?: true;
  output?: string;
  quiet?: true;
}

/** Defines the command and its arguments. */
export function define(command: Command): void {
  compressing(command, 'keep')
    .addOption(new Option('--json', 'print a report as JSON, with the result in its field `output`').conflicts('diff'))
    .option('--diff', 'print the changes instead of the result')
    .option(...OUTPUT)
    .option('-q, --quiet', 'print neither the table nor the progress')
    .action(run);
}

async function run(file: string | undefined, options: Options): Promise<void> {
  const input = await readInput(file, options.store);
  const { name, bytes } = input;
  const document = openInput(input, options.format);
  const store = (await lastingStoreOf(options)) ?? false;
  const started = performance.now();
  const compressed = await withProgress(
    `Compressing ${name}`,
    bytes.length,
    Boolean(options.quiet || options.json),
    (onProgress) => {
      const how = chosen(options, onProgress);
      return compressDocument(document, name, { ...how, store: { ...how.store, store } });
    },
  );
  const ms = performance.now() - started;
  if (options.output !== undefined) await save(options.output, compressed.output);
  const endsLine = await print(compressed, ms, options);
  if (options.quiet || options.json) return;
  // If both streams are the same terminal, the table would otherwise continue in the last line of the output.
  const start = !endsLine && isInteractive(process.stdout) && isInteractive(process.stderr) ? '\n' : '';
  await writeStyled(process.stderr, `${start}${summary(name, compressed, ms, process.stderr)}${unchanged(compressed)}`);
}

/**
 * Prints the result, or what the options ask for instead. Returns true if the output is empty or ends with a line
 * feed.
 */
async function print(compressed: Compressed, ms: number, options: Options): Promise<boolean> {
  const { output } = compressed;
  if (options.json)
    await write(
      process.stdout,
      `${JSON.stringify({ ...report(compressed), ms, output: typeof output === 'string' ? output : null })}\n`,
    );
  else if (options.diff) await writeStyled(process.stdout, diff(compressed, stylesFor(process.stdout)));
  else if (options.output === undefined) {
    await write(process.stdout, output);
    return output.length === 0 || output.at(-1) === '\n' || output.at(-1) === LINE_FEED;
  }
  return true;
}
