import type { Command } from 'commander';
import { detect } from '../../engine/index.js';
import { compressDocument, open, readInput, type Compressed } from '../document/index.js';
import { count, percent } from '../format.js';
import { chosen, compressing, type CompressingOptions } from '../options.js';
import { withProgress } from '../progress.js';
import { report } from '../report.js';
import { table } from '../table.js';
import { stylesFor, write } from '../terminal.js';
import { why } from '../words.js';

interface Options extends CompressingOptions {
  json?: true;
}

/** Its arguments. */
export function define(command: Command): void {
  compressing(command).option('--json', 'print the report for machines').action(run);
}

async function run(file: string | undefined, options: Options): Promise<void> {
  const { name, bytes } = await readInput(file);
  const compressed = named(await withProgress(`Compressing ${name}`, bytes.length, Boolean(options.json), (onProgress) => compressDocument(open(bytes), name, chosen(options, onProgress))));
  await write(process.stdout, options.json ? `${JSON.stringify(report(compressed))}\n` : explanation(compressed));
}

/** The engine tells kinds apart as far as it has to; here each result is looked at closely. */
function named(compressed: Compressed): Compressed {
  const texts = compressed.texts();
  const blocks = compressed.blocks.map((block, at) => (block.role === 'result' && texts[at] ? { ...block, kind: detect(texts[at][0]).kind } : block));
  return { ...compressed, blocks };
}

function explanation(compressed: Compressed): string {
  const numeric = true;
  const { tokensBefore, tokensAfter, compressionRatio } = report(compressed);
  const rows = table(
    [
      { title: 'message', numeric },
      { title: 'block' },
      { title: 'kind' },
      { title: 'fidelity' },
      { title: 'tokens', numeric },
      { title: 'after', numeric },
      { title: 'what was done, or why nothing was' },
    ],
    compressed.blocks.flatMap(rowsOf),
    process.stdout,
  );
  const { bold } = stylesFor(process.stdout);
  return `${rows}\n${bold(`${count(tokensBefore)} → ${count(tokensAfter)} tokens, ${percent(compressionRatio)} saved`)}\n`;
}

/** A row for the block, and one for each edit below it. */
function rowsOf({ message, name, kind, fidelity, tokensBefore, tokensAfter, edits, left }: Compressed['blocks'][number]): string[][] {
  return [
    [String(message), name, kind, fidelity, count(tokensBefore), count(tokensAfter), left === undefined ? '' : why(left)],
    ...edits.map((edit) => ['', `  ${edit.codec}`, '', '', count(edit.tokensBefore), count(edit.tokensAfter), edit.reason]),
  ];
}
