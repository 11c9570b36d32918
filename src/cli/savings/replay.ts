// Calculates what a conversation would have cost.
import { Headroom } from '../../headroom/index.js';
import type { BlockReport } from '../../native/index.js';
import type { Message } from '../../providers/index.js';
import type { Rates } from './rates.js';

/** The actual cost, and the cost after compression. */
export interface Spent {
  tokensBefore: number;
  tokensAfter: number;
  /** In US dollars. */
  costBefore: number;
  costAfter: number;
}

/** What a model saw, and the name of the model if the transcript has it. */
export interface Conversation {
  readonly model: string | undefined;
  readonly messages: readonly Message[];
}

/** No cost at all. */
export function nothing(): Spent {
  return { tokensBefore: 0, tokensAfter: 0, costBefore: 0, costAfter: 0 };
}

/** Adds `more` to `sum`. */
export function addTo(sum: Spent, more: Readonly<Spent>): void {
  sum.tokensBefore += more.tokensBefore;
  sum.tokensAfter += more.tokensAfter;
  sum.costBefore += more.costBefore;
  sum.costAfter += more.costAfter;
}

/**
 * Compresses a conversation and calculates for each tool, and for text that is no tool result, the cost of its tokens
 * over all turns. What is sent for a text never depends on later texts, so one pass gives what each turn would have
 * sent. Text that was sent before is read from the provider's cache; the rest is written to it. Without a store nothing
 * is elided.
 */
export async function replay(
  messages: readonly Message[],
  { written, read }: Rates,
  store?: string,
): Promise<{ turns: number; byTool: Map<string, Spent> }> {
  const headroom = new Headroom({ policy: 'agent', ...(store !== undefined && { store }) });
  try {
    const { blocks } = await headroom.compress(messages);
    const sent = timesSent(messages);
    const byTool = new Map<string, Spent>();
    for (const block of blocks) {
      const times = sent[block.message] ?? 0;
      const dollars = times === 0 ? 0 : written + read * (times - 1);
      const spent = byTool.get(sourceOf(block)) ?? nothing();
      addTo(spent, { ...block, costBefore: block.tokensBefore * dollars, costAfter: block.tokensAfter * dollars });
      byTool.set(sourceOf(block), spent);
    }
    return { turns: sent[0] ?? 0, byTool };
  } finally {
    headroom.close();
  }
}

/** The number of requests that contained each message: the number of the model's answers after it. */
function timesSent(messages: readonly Message[]): number[] {
  const roles = messages.map((message) => (message as { role?: unknown }).role);
  const times = new Array<number>(messages.length).fill(0);
  for (let at = messages.length - 2; at >= 0; at -= 1) {
    const answered = roles[at + 1] === 'assistant' && roles[at] !== 'assistant';
    times[at] = times[at + 1]! + (answered ? 1 : 0);
  }
  return times;
}

/** The source of a text: the name of a tool, or the role of a party. */
function sourceOf({ role, name }: BlockReport): string {
  if (role === 'result') return name.startsWith('tool result') ? 'unknown tool' : name.split(' ', 1)[0]!;
  return { user: '(user)', assistant: '(assistant)', argument: '(tool inputs)', opaque: '(other)' }[role];
}
