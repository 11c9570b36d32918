import { printable, stylesFor } from './terminal.js';

/** A column: its title, and whether it has numbers, which are aligned to the right. */
export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
}

/** The maximum width of a cell, in terminal columns. */
const MAX_WIDTH = 72;
const GAP = '  ';
// East Asian wide and fullwidth forms, and emoji (Unicode Standard Annex #11, as blocks instead of single
// characters).
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Formats rows under their titles, aligned. Each row ends with a line feed. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  stream: NodeJS.WriteStream,
): string {
  const { bold } = stylesFor(stream);
  // What a program reads has to be whole.
  const shown = stream.isTTY ? fit : printable;
  const cells = [columns.map((column) => column.title), ...rows].map((row) => row.map(shown));
  const widths = columns.map((_, at) => cells.reduce((widest, row) => Math.max(widest, width(row[at] ?? '')), 0));
  const lines = cells.map((row) =>
    row
      .map((cell, at) => align(cell, widths[at]!, columns[at]!))
      .join(GAP)
      .trimEnd(),
  );
  return lines.map((line, at) => `${at === 0 ? bold(line) : line}\n`).join('');
}

function align(cell: string, to: number, { numeric }: Column): string {
  const blank = ' '.repeat(to - width(cell));
  return numeric ? blank + cell : cell + blank;
}

/** Truncates a cell that is too wide, and pads one that is too narrow. */
function fit(text: string): string {
  const cell = printable(text);
  if (width(cell) <= MAX_WIDTH) return cell;
  let kept = '';
  let used = 1;
  for (const { segment } of graphemes.segment(cell)) {
    used += width(segment);
    if (used > MAX_WIDTH) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The width of a text in terminal columns. */
function width(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}
