import { Option, type Command } from 'commander';
import { analysisOf, explained, pageOf } from '../../analysis/index.js';
import { count, percent, plural } from '../../format/index.js';
import { configuration } from '../../headroom/index.js';
import { compressDocument, openInput, readInput, type Explanation, type How } from '../document/index.js';
import { Failure, USAGE } from '../failure.js';
import { chosen, compressing, type CompressingOptions } from '../options.js';
import { withProgress } from '../progress.js';
import { report } from '../report.js';
import { table } from '../table.js';
import { stylesFor, write, writeStyled } from '../terminal.js';
import { why, whyPruned } from '../words.js';
import { replayPruned, type PrunedConversation, type Verdict } from './prunes.js';
import { sides } from './sides.js';

interface Options extends CompressingOptions {
  json?: true;
  html?: true;
  sideBySide?: true;
  pruning?: true;
}

/** An explanation, with the prunes if the conversation was replayed with pruning. */
type Explained = Explanation & Partial<PrunedConversation>;

/** Defines the command and its arguments. */
export function define(command: Command): void {
  compressing(command, 'suppose')
    .addOption(new Option('--json', 'print the report as JSON').conflicts(['html', 'sideBySide']))
    .addOption(new Option('--html', 'print one page of HTML with every text before and after').conflicts('sideBySide'))
    .option('--side-by-side', 'print each changed text beside its original')
    .option(
      '--pruning',
      'replay a conversation turn by turn with pruning and a store in memory, and say why each tool result went or stayed',
    )
    .action(run);
}

async function run(file: string | undefined, options: Options): Promise<void> {
  const input = await readInput(file, options.store);
  const { name, bytes } = input;
  const document = openInput(input, options.format);
  const explained = await withProgress<Explained>(
    `Compressing ${name}`,
    bytes.length,
    Boolean(options.json),
    (onProgress) => {
      if (!options.pruning) return compressDocument(document, name, supposing(chosen(options, onProgress)));
      if (document.type !== 'conversation')
        throw new Failure('`--pruning` needs a JSON file with messages or a request body', USAGE);
      return replayPruned(document, chosen(options), (share) => onProgress(share * bytes.length));
    },
  );
  await print(name, explained, options);
}

/** An explanation stores nothing on disk: if something may be elided, its original is kept in memory. */
function supposing(how: How): How {
  const isStored = Boolean(how.store.store ?? configuration().store);
  return isStored ? { ...how, store: { ...how.store, store: ':memory:' } } : how;
}

async function print(name: string, own: Explained, { json, html, sideBySide }: Options): Promise<void> {
  const texts = explained(own.texts(), own.blocks).map((text, at) => {
    const verdict = own.verdicts?.[at];
    return verdict ? { ...text, note: noteOf(verdict) } : text;
  });
  if (html) return write(process.stdout, pageOf(name, texts, analysisOf(texts, own)));
  if (sideBySide) return writeStyled(process.stdout, sides(texts, process.stdout));
  if (json) return write(process.stdout, `${JSON.stringify(reportOf(own))}\n`);
  await writeStyled(process.stdout, explanation(own));
}

function noteOf(verdict: Verdict): string {
  return whyPruned(verdict, verdict.turn);
}

/** The report for machines. */
function reportOf({ prunes, verdicts, ...own }: Explained): object {
  if (!prunes) return report(own);
  const blocks = own.blocks.map(({ pruning: _pruning, ...block }, at) => ({ ...block, pruning: verdicts?.[at] }));
  return { ...report(own), blocks, prunes };
}

function explanation(own: Explained): string {
  const numeric = true;
  const { tokensBefore, tokensAfter, compressionRatio } = report(own);
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
    own.blocks.flatMap((block, at) => rowsOf(block, own.verdicts?.[at])),
    process.stdout,
  );
  const { bold } = stylesFor(process.stdout);
  const totals = bold(`${count(tokensBefore)} → ${count(tokensAfter)} tokens, ${percent(compressionRatio)} saved`);
  return `${rows}\n${prunesOf(own)}${totals}\n`;
}

const SUPPOSED = 'the replay had a store in memory: without a store nothing is pruned\n';

/** Says what each prune cost and how long it takes to pay. */
function prunesOf({ prunes, turns = 0 }: Explained): string {
  if (!prunes) return '';
  if (prunes.length === 0)
    return `nothing was pruned: no prune would have paid in ${plural(turns, 'turn')}\n${SUPPOSED}`;
  const lines = prunes.map(({ turn, tokensSaved, tokensRewritten, breakEvenTurns }) => {
    const pays = breakEvenTurns === undefined ? '' : `, pays for itself after ${plural(breakEvenTurns, 'turn')}`;
    return `turn ${turn}: a prune saves ${plural(tokensSaved, 'token')} and writes ${count(tokensRewritten)} to the cache again${pays}\n`;
  });
  return lines.join('') + SUPPOSED;
}

/** Makes a row for the block, and below it one for each edit and one for the prune. */
function rowsOf(
  { message, name, kind, fidelity, tokensBefore, tokensAfter, edits, skipped }: Explained['blocks'][number],
  verdict: Verdict | undefined,
): string[][] {
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
    ...(verdict ? [['', '  prune', '', '', '', '', noteOf(verdict)]] : []),
  ];
}
