// The figures of an analysis as people read them, whatever they are written in.
import { count, percent, share } from '../format/index.js';
import type { Analysis } from './analysis.js';

/** A table: the first column names what the others count. */
export interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What was saved in all, in a sentence. */
export function headlineOf({ tokensBefore, tokensAfter }: Analysis): string {
  return `${count(tokensBefore)} → ${count(tokensAfter)} estimated tokens: ${percent(share(tokensBefore - tokensAfter, tokensBefore), ' %')} saved.`;
}

/** Its tables, without those that have no rows. */
export function tablesOf({ kinds, transforms, waste }: Analysis): Table[] {
  const all = [
    {
      heads: ['kind', 'texts', 'tokens', 'after'],
      rows: kinds.map((own) => [own.kind, count(own.texts), count(own.tokensBefore), count(own.tokensAfter)]),
    },
    {
      heads: ['what was done', 'times', 'tokens saved'],
      rows: transforms.map((own) => [own.transform, count(own.edits), count(own.tokensSaved)]),
    },
    {
      heads: ['what says nothing new', 'tokens'],
      rows: Object.entries(waste).map(([name, tokens]) => [name, count(tokens)]),
    },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}
