import { plural } from '../format/index.js';
import type { BlockReport } from '../native/index.js';

type PruneVerdict = NonNullable<BlockReport['pruning']>;

const WORDS: Readonly<Record<string, string>> = {
  'not-a-result': 'unchanged: only tool results are compressed',
  frozen: 'unchanged: inside `frozenMessageCount`',
  adopted: 'unchanged: the model has already read it in this form',
  short: 'unchanged: too short to save anything',
  'nothing-found': 'unchanged: no compressor found anything to shorten',
  'not-worth-it': 'unchanged: too little would be saved',
  'already-compressed': 'unchanged: already compressed',
  'looks-compressed': 'escaped: it looks like our notation, but is not',
  malformed: 'unchanged: malformed',
  'too-deep': 'unchanged: nested too deeply',
  'too-large': 'unchanged: too large',
  'lone-surrogate': 'unchanged: contains a lone surrogate',
  'not-text': 'unchanged: not UTF-8 text',
  panicked: 'unchanged: the compressor failed, which is a bug',
  cancelled: 'unchanged: the work was cancelled',
};

/** Says in words why a block was sent unchanged. */
export function why(skipped: string): string {
  return WORDS[skipped] ?? `unchanged: ${skipped}`;
}

/** Says in words why a prune shortened a tool result, or left it as it was. */
export function whyPruned({ verdict, unusedTurns }: PruneVerdict, turn: number): string {
  const age = plural(unusedTurns, 'turn');
  switch (verdict) {
    case 'pruned':
      return `pruned in turn ${turn}: not used for ${age}`;
    case 'used':
      return `kept in turn ${turn}: ${unusedTurns === 0 ? 'the model has not read it yet' : `used in the last ${age}`}`;
    case 'protected':
      return `kept in turn ${turn}: an error, or another result that is never pruned`;
    case 'short':
      return `kept in turn ${turn}: a short form would not be shorter`;
    case 'likely-fetched':
      return `kept in turn ${turn}: fetching it again would probably cost more than it saves`;
    case 'costly-write':
      return `kept in turn ${turn}: the cache write would cost more than it saves so far`;
  }
}
