// The figures of an analysis as text, for every output format.
import { count, percent, share } from '../format/index.js';
import type { Analysis } from './analysis.js';

/** A table. The first column has names, the others have figures. */
export interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The total saving, in a sentence. */
export function headlineOf({ tokensBefore, tokensAfter }: Analysis): string {
  return `${count(tokensBefore)} → ${count(tokensAfter)} estimated tokens: ${percent(share(tokensBefore - tokensAfter, tokensBefore), ' %')} saved.`;
}

/** The tables of an analysis, without empty ones. */
export function tablesOf({ kinds, transforms, waste }: Analysis): Table[] {
  const all = [
    {
      heads: ['kind', 'texts', 'tokens', 'after'],
      rows: kinds.map((own) => [own.kind, count(own.texts), count(own.tokensBefore), count(own.tokensAfter)]),
    },
    {
      heads: ['transform', 'edits', 'tokens saved'],
      rows: transforms.map((own) => [own.transform, count(own.edits), count(own.tokensSaved)]),
    },
    {
      heads: ['redundant content', 'tokens'],
      rows: Object.entries(waste).map(([name, tokens]) => [name, count(tokens)]),
    },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}
