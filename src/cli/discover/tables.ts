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
    sessions.length < all &&
      `${count(sessions.length)} of ${plural(all, 'session')} listed. The totals include all sessions.`,
    brokenLines > 0 && `${plural(brokenLines, 'line')} could not be read.`,
    unreadable.length > 0 && `${plural(unreadable.length, 'file')} could not be read: ${unreadable.join(', ')}`,
    `Tokens are estimates of message texts. Transcripts contain neither system prompts nor tool descriptions.`,
    price === undefined
      ? `Cost uses the list prices of the models in the transcripts (${models.join(', ') || 'none'}), or $${USUAL} a million if there is none, with a prompt cache: each text is a cache write once and a cache read in each later turn.`
      : `Cost uses $${price} a million input tokens with a prompt cache: a cache write costs 1.25 times that, a cache read in each later turn 0.1 times.`,
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
