// The same figures, for a pull request or an issue.
import type { Analysis } from './analysis.js';

/** An analysis in Markdown. */
export function markdownOf(title: string, { tokensBefore, tokensAfter, kinds, transforms, waste }: Analysis): string {
  const share = tokensBefore === 0 ? 0 : (tokensBefore - tokensAfter) / tokensBefore;
  return [
    `# ${cell(title)}`,
    `${number(tokensBefore)} → ${number(tokensAfter)} estimated tokens: ${(share * 100).toFixed(1)} % saved.`,
    table(['kind', 'texts', 'tokens', 'after'], kinds.map((own) => [own.kind, number(own.texts), number(own.tokensBefore), number(own.tokensAfter)])),
    table(['what was done', 'times', 'tokens saved'], transforms.map((own) => [own.transform, number(own.edits), number(own.tokensSaved)])),
    table(['what says nothing new', 'tokens'], Object.entries(waste).map(([name, tokens]) => [name, number(tokens)])),
  ].filter((part) => part !== '').join('\n\n') + '\n';
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [row(heads), row(heads.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');
}

function cell(text: string): string {
  return text.replace(/[\\|<>[\]`*_\n]/g, (sign) => (sign === '\n' ? ' ' : `\\${sign}`));
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
