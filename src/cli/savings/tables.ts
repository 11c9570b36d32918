import { count, percent, plural } from '../../format/index.js';
import type { Column } from '../table.js';
import type { Cause } from './losses.js';
import type { Pruned } from './pruned.js';
import { USUAL } from './rates.js';
import type { Savings, Survey } from './survey.js';

/** Rows under their titles. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

const CAUSES: Readonly<Record<Cause, string>> = {
  expired: 'the pause was longer than it lasts',
  model: 'another model was asked',
  compacted: 'the conversation was compacted',
  changed: 'earlier text, tools or settings changed',
};
const numeric = true;
const numbers = (...titles: string[]): Column[] => titles.map((title) => ({ title, numeric }));
const SAVINGS = numbers('tokens', 'after', 'saved', 'cost', 'cost after', 'cost saved');

/** The results for people: by session, tool and model, and the providers' own counts. */
export function tablesOf({ sessions, tools, models, usage, losses, totals }: Survey): Table[] {
  // If sums are small, all rows show more decimals.
  const digits = totals.costBefore < 1 ? 4 : 2;
  const cells = (own: Savings): string[] => [
    count(own.tokensBefore),
    count(own.tokensAfter),
    percent(own.compressionRatio),
    ...[own.costBefore, own.costAfter, own.costSaved].map((cost) => `$${cost.toFixed(digits)}`),
  ];
  return [
    {
      columns: [{ title: 'session' }, ...numbers('turns'), ...SAVINGS],
      rows: [...sessions.map((own) => [own.session, count(own.turns), ...cells(own)]), ['total', '', ...cells(totals)]],
    },
    { columns: [{ title: 'tool' }, ...SAVINGS], rows: tools.map((own) => [own.tool, ...cells(own)]) },
    { columns: [{ title: 'model' }, ...SAVINGS], rows: models.map((own) => [own.model, ...cells(own)]) },
    {
      columns: [
        { title: 'counted by the provider' },
        ...numbers('requests', 'input', 'cache read', 'cache write', 'output'),
      ],
      rows: usage.map((own) => [
        own.model,
        ...[own.requests, own.input, own.cacheRead, own.cacheWrite, own.output].map((number) => count(number)),
      ]),
    },
    {
      columns: [{ title: 'lost by the prompt cache because' }, ...numbers('requests', 'tokens', 'cost')],
      rows: losses.map(({ cause, requests, tokens, cost }) => [
        CAUSES[cause],
        count(requests),
        count(tokens),
        `$${cost.toFixed(digits)}`,
      ]),
    },
  ].filter(({ rows }) => rows.length > 0);
}

/** The result if nothing that was read is a session. */
export const NO_SESSION: string =
  'No session was found in what was read: it is no transcript of an agent that this command knows. For a request or a text use `headroom explain`.';

/** The result in a sentence, and with pruning in another. */
export function headlineOf({
  totals: { tokensSaved, tokensBefore, compressionRatio, costSaved, costBefore },
  elided,
  pruned,
}: Survey): string {
  const share = costBefore > 0 ? ` and $${costSaved.toFixed(2)} of $${costBefore.toFixed(2)}` : '';
  const more = elided && pruned ? ` ${pruningIn(costBefore, elided.cost, pruned)}` : '';
  return `Compression would have saved ${count(tokensSaved)} of ${count(tokensBefore)} tokens (${percent(compressionRatio)})${share}, net of the prompt cache.${more}`;
}

function pruningIn(before: number, elided: number, { prunes, cost }: Pruned): string {
  const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
  const saved = `With a store and pruning it would have saved ${dollars(before - cost)}`;
  if (prunes === 0) return `${saved}, all of it without a prune: none would have paid.`;
  const more = `${dollars(elided - cost)} more by ${plural(prunes, 'prune')}`;
  return `${saved}: ${dollars(before - elided)} with the store alone, and ${more}. What the model would fetch back is not priced.`;
}

/** What could not be read. */
export function problemsOf({ brokenLines, unreadable }: Survey): string[] {
  return [
    brokenLines > 0 && `${plural(brokenLines, 'line')} could not be read.`,
    unreadable.length > 0 &&
      `${plural(unreadable.length, 'file')} could not be read: ${unreadable.map(({ path, reason }) => `${path} (${reason})`).join(', ')}`,
  ].filter((note) => note !== false);
}

/** How to read the figures. `all` is the number of all sessions. */
export function notesOf(found: Survey, all: number, price: number | undefined): string[] {
  const { sessions, models } = found;
  return [
    sessions.length < all &&
      `${count(sessions.length)} of ${plural(all, 'session')} listed. The totals include all sessions.`,
    ...problemsOf(found),
    `Tokens are estimates of message texts. Transcripts contain neither system prompts nor tool descriptions.`,
    price === undefined
      ? `Cost uses the list prices of the models in the transcripts (${
          models
            .map(({ model }) => model)
            .sort()
            .join(', ') || 'none'
        }), or $${USUAL} a million if there is none, with a prompt cache: each text is a cache write once and a cache read in each later turn.`
      : `Cost uses $${price} a million input tokens with a prompt cache: a cache write costs 1.25 times that, a cache read in each later turn 0.1 times.`,
  ].filter((note) => note !== false);
}
