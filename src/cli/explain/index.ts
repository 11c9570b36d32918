import { Option, type Command } from 'commander';
import { analysisOf, explained, pageOf } from '../../analysis/index.js';
import { count, percent } from '../../format/index.js';
import { configuration } from '../../headroom/index.js';
import { compressDocument, open, readInput, type Compressed, type How } from '../document/index.js';
import { chosen, compressing, type CompressingOptions } from '../options.js';
import { withProgress } from '../progress.js';
import { report } from '../report.js';
import { table } from '../table.js';
import { stylesFor, write, writeStyled } from '../terminal.js';
import { why } from '../words.js';
import { sides } from './sides.js';

interface Options extends CompressingOptions {
  json?: true;
  html?: true;
  sideBySide?: true;
}

/** Defines the command and its arguments. */
export function define(command: Command): void {
  compressing(command)
    .addOption(new Option('--json', 'print the report as JSON').conflicts(['html', 'sideBySide']))
    .addOption(new Option('--html', 'print one page of HTML with every text before and after').conflicts('sideBySide'))
    .option('--side-by-side', 'print each changed text beside its original')
    .action(run);
}

async function run(file: string | undefined, options: Options): Promise<void> {
  const { name, bytes } = await readInput(file, options.store);
  const compressed = await withProgress(`Compressing ${name}`, bytes.length, Boolean(options.json), (onProgress) =>
    compressDocument(open(bytes), name, supposing(chosen(options, onProgress))),
  );
  await print(name, compressed, options);
}

/** An explanation stores nothing on disk: if something may be elided, its original is kept in memory. */
function supposing(how: How): How {
  const isStored = Boolean(how.store.store ?? configuration().store);
  return isStored ? { ...how, store: { ...how.store, store: ':memory:' } } : how;
}

async function print(name: string, compressed: Compressed, { json, html, sideBySide }: Options): Promise<void> {
  const texts = explained(compressed.texts(), compressed.blocks);
  if (html) return write(process.stdout, pageOf(name, texts, analysisOf(texts, compressed)));
  if (sideBySide) return writeStyled(process.stdout, sides(texts, process.stdout));
  const named = { ...compressed, blocks: texts.map(({ block }) => block) };
  if (json) return write(process.stdout, `${JSON.stringify(report(named))}\n`);
  await writeStyled(process.stdout, explanation(named));
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
      { title: 'edit, or why it is unchanged' },
    ],
    compressed.blocks.flatMap(rowsOf),
    process.stdout,
  );
  const { bold } = stylesFor(process.stdout);
  return `${rows}\n${bold(`${count(tokensBefore)} → ${count(tokensAfter)} tokens, ${percent(compressionRatio)} saved`)}\n`;
}

/** Makes a row for the block, and below it one for each edit. */
function rowsOf({
  message,
  name,
  kind,
  fidelity,
  tokensBefore,
  tokensAfter,
  edits,
  skipped,
}: Compressed['blocks'][number]): string[][] {
  return [
    [
      String(message),
      name,
      kind,
      fidelity,
      count(tokensBefore),
      count(tokensAfter),
      skipped === undefined ? '' : why(skipped),
    ],
    ...edits.map((edit) => [
      '',
      `  ${edit.codec === undefined ? 'elide ' : ''}${edit.unit}`,
      '',
      '',
      count(edit.tokensBefore),
      count(edit.tokensAfter),
      edit.reason,
    ]),
  ];
}
