import { share } from '../../format/index.js';
import { claudeConversations } from './claude.js';
import { codexConversations } from './codex.js';
import { readRecords, type TranscriptFile } from './files.js';
import { geminiConversations } from './gemini.js';
import { ratesFor } from './rates.js';
import { addTo, nothing, replay, type Conversation, type Spent } from './replay.js';
import { addUsage, usageIn, type Usage } from './usage.js';

/** The cost, and the possible saving. */
export interface Savings extends Readonly<Spent> {
  readonly tokensSaved: number;
  /** The share of tokens that would have been saved, from 0 to 1. */
  readonly compressionRatio: number;
  readonly costSaved: number;
}

/** The results of all transcripts, those with the largest saving first. */
export interface Survey {
  readonly sessions: readonly ({ readonly session: string; readonly turns: number } & Savings)[];
  readonly tools: readonly ({ readonly tool: string } & Savings)[];
  readonly totals: Savings;
  readonly models: readonly ({ readonly model: string } & Savings)[];
  /** The providers' own counts, by model. */
  readonly usage: readonly ({ readonly model: string } & Readonly<Usage>)[];
  /** The number of lines that are not JSON. */
  readonly brokenLines: number;
  /** Files that could not be read. */
  readonly unreadable: readonly string[];
}

/** Replays the transcripts, one at a time. */
export async function survey(
  files: readonly TranscriptFile[],
  price: number | undefined,
  onProgress: (bytes: number) => void,
): Promise<Survey> {
  const sessions: Survey['sessions'][number][] = [];
  const tools = new Map<string, Spent>();
  const totals = nothing();
  const unreadable: string[] = [];
  const models = new Map<string, Spent>();
  const usage = new Map<string, Usage>();
  let brokenLines = 0;
  let done = 0;
  for (const { path, name, size } of files) {
    const session = nothing();
    let turns = 0;
    const read = await readRecords(path).catch(() => undefined);
    if (!read) unreadable.push(path);
    brokenLines += read?.broken ?? 0;
    for (const [model, more] of usageIn(read?.records ?? [])) sumInto(usage, model, more, addUsage);
    for (const { model, messages } of conversationsIn(read?.records ?? [])) {
      const replayed = await replay(messages, ratesFor(model, price));
      turns += replayed.turns;
      for (const [tool, spent] of replayed.byTool) {
        sumInto(tools, tool, spent, addTo);
        if (model !== undefined) sumInto(models, model, spent, addTo);
        addTo(session, spent);
      }
    }
    addTo(totals, session);
    if (session.tokensBefore > 0) sessions.push({ session: name, turns, ...savings(session) });
    onProgress((done += size));
  }
  const byTool = [...tools].map(([tool, spent]) => ({ tool, ...savings(spent) }));
  const byModel = [...models].map(([model, spent]) => ({ model, ...savings(spent) }));
  return {
    sessions: sessions.sort(mostFirst),
    tools: byTool.sort(mostFirst),
    totals: savings(totals),
    models: byModel.sort(mostFirst),
    usage: [...usage].map(([model, own]) => ({ model, ...own })),
    brokenLines,
    unreadable,
  };
}

/** Asks each format in turn. A format ignores the lines of the others. */
function conversationsIn(records: readonly Record<string, unknown>[]): Conversation[] {
  return [...claudeConversations(records), ...codexConversations(records), ...geminiConversations(records)];
}

function sumInto<T extends object>(sums: Map<string, T>, name: string, more: T, add: (sum: T, more: T) => void): void {
  const sum = sums.get(name);
  if (sum) add(sum, more);
  else sums.set(name, { ...more });
}

function savings(spent: Spent): Savings {
  const tokensSaved = spent.tokensBefore - spent.tokensAfter;
  return {
    ...spent,
    tokensSaved,
    compressionRatio: share(tokensSaved, spent.tokensBefore),
    costSaved: spent.costBefore - spent.costAfter,
  };
}

function mostFirst(a: Savings, b: Savings): number {
  return b.tokensSaved - a.tokensSaved || b.tokensBefore - a.tokensBefore;
}
