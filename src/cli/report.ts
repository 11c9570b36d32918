import { count, percent, share } from '../format/index.js';
import type { BlockReport } from '../native/index.js';
import type { Compressed, Explanation } from './document/index.js';
import { table } from './table.js';
import { printable } from './terminal.js';
import { why } from './words.js';

/** All fidelities, the least exact first. */
const FIDELITIES: readonly BlockReport['fidelity'][] = ['recoverable', 'view', 'values', 'bytes'];

/** The report on a document, for machines. */
export interface Report {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  readonly tokensSaved: number;
  /** The share of tokens that was saved, from 0 to 1. */
  readonly compressionRatio: number;
  /** The least exact fidelity of the blocks. */
  readonly fidelity: BlockReport['fidelity'];
  readonly blocks: readonly BlockReport[];
}

/** Makes the report on a document, for machines. */
export function report({ tokensBefore, tokensAfter, blocks }: Omit<Explanation, 'texts'>): Report {
  const tokensSaved = tokensBefore - tokensAfter;
  const fidelity = FIDELITIES.find((loosest) => blocks.some((block) => block.fidelity === loosest)) ?? 'bytes';
  return {
    tokensBefore,
    tokensAfter,
    tokensSaved,
    compressionRatio: share(tokensSaved, tokensBefore),
    fidelity,
    blocks,
  };
}

/** Makes the report on a document as a table, for people. */
export function summary(name: string, compressed: Compressed, ms: number, stream: NodeJS.WriteStream): string {
  const { tokensBefore, tokensAfter, compressionRatio, fidelity } = report(compressed);
  const numeric = true;
  return table(
    [
      { title: 'input' },
      { title: 'tokens', numeric },
      { title: 'after', numeric },
      { title: 'saved', numeric },
      { title: 'fidelity' },
      { title: 'ms', numeric },
    ],
    [[name, count(tokensBefore), count(tokensAfter), percent(compressionRatio), fidelity, ms.toFixed(1)]],
    stream,
  );
}

/** Says in one line why nothing was saved. Empty if something was. */
export function unchanged(compressed: Compressed): string {
  if (report(compressed).tokensSaved > 0) return '';
  const costs = new Map<string, number>();
  for (const { skipped = 'nothing-found', tokensBefore, role } of compressed.blocks) {
    // Texts of other roles are never rewritten, so they are the reason only if there is no tool result.
    if (role === 'result') costs.set(skipped, (costs.get(skipped) ?? 0) + tokensBefore);
  }
  const [reason = 'not-a-result'] = [...costs].sort(([, a], [, b]) => b - a)[0] ?? [];
  return `nothing saved: ${printable(why(reason).replace(/^unchanged: /, ''))}\n`;
}
