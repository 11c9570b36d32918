// Analyses a compressed conversation: its kinds of texts, the savings by transform, and redundant content.
import { volatileIn } from '../prompt-cache/index.js';
import { native } from '../native/index.js';
import { withoutMarkup } from './markup.js';
import type { Explained } from './pairs.js';

/** Sums over the texts of one kind. Tokens are estimates. */
export interface KindTotals {
  /** The detected kind of tool results. Other texts are `user`, `assistant` or `argument`. */
  readonly kind: string;
  readonly texts: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** The savings of one transform: `log` for exact rewrites, `elide:log` for elisions. */
export interface TransformTotals {
  readonly transform: string;
  readonly edits: number;
  readonly tokensSaved: number;
}

/** Estimated tokens of redundant content in tool results, by cause. A token may count in several. */
export interface Waste {
  /** Names, quotes and braces of JSON that a table needs only once. */
  readonly json: number;
  /** Text that repeats earlier text. */
  readonly repetition: number;
  /** Runs of blanks and empty lines, and blanks at the ends of lines. */
  readonly whitespace: number;
  /** Tags, scripts, styles and comments of HTML. */
  readonly html: number;
  /** Dates, times and ids: in a system prompt they break the provider's cache, see `cacheReport`. */
  readonly volatile: number;
}

/** The analysis of a conversation. */
export interface Analysis {
  readonly tokensBefore: number;
  readonly tokensAfter: number;
  /** Sorted by `tokensBefore`, largest first. */
  readonly kinds: readonly KindTotals[];
  /** Sorted by `tokensSaved`, largest first. */
  readonly transforms: readonly TransformTotals[];
  readonly waste: Waste;
}

/** Analyses the texts of a conversation. The second argument has the tokens of all of them. */
export function analysisOf(
  texts: readonly Explained[],
  { tokensBefore, tokensAfter }: Pick<Analysis, 'tokensBefore' | 'tokensAfter'>,
): Analysis {
  const kinds = new Map<string, { kind: string; texts: number; tokensBefore: number; tokensAfter: number }>();
  const transforms = new Map<string, { transform: string; edits: number; tokensSaved: number }>();
  const waste = { json: 0, repetition: 0, whitespace: 0, html: 0, volatile: 0 };
  for (const { block, before } of texts) {
    const isResult = block.role === 'result';
    const kind = isResult ? block.kind : block.role;
    const totals = kinds.get(kind) ?? { kind, texts: 0, tokensBefore: 0, tokensAfter: 0 };
    kinds.set(kind, totals);
    totals.texts += 1;
    totals.tokensBefore += block.tokensBefore;
    totals.tokensAfter += block.tokensAfter;
    for (const { unit, codec, waste: cause, tokensBefore: was, tokensAfter: is } of block.edits) {
      const transform = codec === undefined ? `elide:${unit}` : unit;
      const own = transforms.get(transform) ?? { transform, edits: 0, tokensSaved: 0 };
      transforms.set(transform, own);
      own.edits += 1;
      own.tokensSaved += was - is;
      if (cause) waste[cause] += was - is;
    }
    if (!isResult) continue;
    waste.whitespace += tokensRemoved(before, withoutBlanks(before));
    waste.html += kind === 'html' ? tokensRemoved(before, withoutMarkup(before)) : 0;
    waste.volatile += volatileIn(before).reduce((sum, { text }) => sum + native.estimateTokens(text), 0);
  }
  return {
    tokensBefore,
    tokensAfter,
    waste,
    kinds: [...kinds.values()].sort((a, b) => b.tokensBefore - a.tokensBefore),
    transforms: [...transforms.values()].sort((a, b) => b.tokensSaved - a.tokensSaved),
  };
}

function tokensRemoved(before: string, after: string): number {
  return before === after ? 0 : Math.max(0, native.estimateTokens(before) - native.estimateTokens(after));
}

/** A text without redundant blanks. Indentation stays, because it has a meaning. */
function withoutBlanks(text: string): string {
  const line = (own: string): string => {
    const indent = own.length - own.trimStart().length;
    return (
      own.slice(0, indent) +
      own
        .slice(indent)
        .trimEnd()
        .replace(/[ \t]{2,}/g, ' ')
    );
  };
  const lines = text.split('\n').map(line);
  return lines.filter((own, at) => own !== '' || lines[at - 1] !== '').join('\n');
}
