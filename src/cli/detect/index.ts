import type { Command } from 'commander';
import { count } from '../../format/index.js';
import { detect } from '../../text/index.js';
import { readInput } from '../document/index.js';
import { table } from '../table.js';
import { write, writeStyled } from '../terminal.js';

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .argument('[file]', 'a text; - or nothing reads stdin')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  headroom detect build.log\n  kubectl describe pods | headroom detect --json')
    .action(run);
}

async function run(file: string | undefined, { json }: { json?: true }): Promise<void> {
  const { bytes } = await readInput(file, undefined);
  const text = new TextDecoder().decode(bytes);
  const { sections, ...whole } = detect(text);
  if (json) return write(process.stdout, `${JSON.stringify({ ...whole, sections })}\n`);
  const lines = lineNumbers(text);
  const rows = sections.map(({ kind, language, confidence, start, end }) => [
    kind,
    language ?? '',
    `${confidence} %`,
    `${count(lines(start))}-${count(lines(Math.max(start, end - 1)))}`,
  ]);
  const columns = [
    { title: 'kind' },
    { title: 'language' },
    { title: 'confidence', numeric: true },
    { title: 'lines' },
  ];
  await writeStyled(process.stdout, table(columns, rows, process.stdout));
}

/**
 * Returns a function from an offset to its line number, counted from 1. Offsets must be asked for in ascending order.
 */
function lineNumbers(text: string): (offset: number) => number {
  let [at, line] = [0, 1];
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      at = next + 1;
      line += 1;
    }
    return line;
  };
}
