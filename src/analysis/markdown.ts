// Writes an analysis as Markdown, for a pull request or an issue.
import type { Analysis } from './analysis.js';
import { headlineOf, tablesOf, type Table } from './tables.js';

export function markdownOf(title: string, analysis: Analysis): string {
  return `${[`# ${cell(title)}`, headlineOf(analysis), ...tablesOf(analysis).map(table)].join('\n\n')}\n`;
}

function table({ heads, rows }: Table): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [row(heads), row(heads.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');
}

function cell(text: string): string {
  return text.replace(/[\\|<>[\]`*_\n]/g, (sign) => (sign === '\n' ? ' ' : `\\${sign}`));
}
