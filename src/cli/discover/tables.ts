import { count, percent, plural } from '../../format/index.js';
import { table, type Column } from '../table.js';
import { printable, stylesFor } from '../terminal.js';
import { USUAL } from './rates.js';
import type { Savings, Survey } from './survey.js';

const numeric = true;
const SAVINGS: readonly Column[] = [
  { title: 'tokens', numeric },
  { title: 'after', numeric },
  { title: 'saved', numeric },
  { title: 'cost', numeric },
  { title: 'cost after', numeric },
  { title: 'cost saved', numeric },
];

/** What was found, for people. `all`: how many sessions there are besides those listed. */
export function tables(
  { sessions, tools, totals, models, brokenLines, unreadable }: Survey,
  all: number,
  price: number | undefined,
): string {
  const out = process.stdout;
  const { dim } = stylesFor(out);
  const notes = [
    sessions.length < all && `${count(sessions.length)} of ${plural(all, 'session')} listed; the totals are of all.`,
    brokenLines > 0 && `${plural(brokenLines, 'line')} could not be read.`,
    unreadable.length > 0 && `${plural(unreadable.length, 'file')} could not be read: ${unreadable.join(', ')}`,
    `Tokens are estimates, of texts alone: transcripts hold neither system prompts nor the descriptions of tools.`,
    price === undefined
      ? `Cost is at the list prices of the models that transcripts name (${models.join(', ') || 'none'}), else at $${USUAL} a million, with a prompt cache: written when first sent, read in each later turn.`
      : `Cost is that of input at $${price} a million with a prompt cache: 1.25 times that when first sent, 0.1 times in each later turn.`,
  ];
  // Small sums keep their digits, and all rows have as many.
  const digits = totals.costBefore < 1 ? 4 : 2;
  const cells = ({
    tokensBefore,
    tokensAfter,
    compressionRatio,
    costBefore,
    costAfter,
    costSaved,
  }: Savings): string[] => [
    count(tokensBefore),
    count(tokensAfter),
    percent(compressionRatio),
    ...[costBefore, costAfter, costSaved].map((cost) => `$${cost.toFixed(digits)}`),
  ];
  const bySession = sessions.map((session) => [session.session, count(session.turns), ...cells(session)]);
  return [
    table(
      [{ title: 'session' }, { title: 'turns', numeric }, ...SAVINGS],
      [...bySession, ['total', '', ...cells(totals)]],
      out,
    ),
    table(
      [{ title: 'tool' }, ...SAVINGS],
      tools.map((tool) => [tool.tool, ...cells(tool)]),
      out,
    ),
    notes
      .filter((note) => note !== false)
      .map((note) => `${dim(printable(note))}\n`)
      .join(''),
  ].join('\n');
}
