import { share } from '../../format/index.js';
import { reasonOf } from '../failure.js';
import { conversationsIn, requestsIn } from './agents.js';
import { readSessions, type TranscriptFile } from './files.js';
import { addLoss, lossesIn, type Cause, type Loss } from './losses.js';
import { replayPruned, type Pruned } from './pruned.js';
import { ratesFor, type Rates } from './rates.js';
import { addTo, nothing, replay, type Conversation, type Spent } from './replay.js';
import type { Session } from './session.js';
import { addUsage, type Usage } from './usage.js';

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
  /** What the provider's cache lost, by cause, the most first. */
  readonly losses: readonly ({ readonly cause: Cause } & Readonly<Loss>)[];
  /** The cost of all conversations with a store, so that results are elided. Missing if pruning was not asked for. */
  readonly elided: { readonly cost: number } | undefined;
  /** The same if old results had been pruned, too. */
  readonly pruned: Readonly<Pruned> | undefined;
  /** The number of lines that are not JSON. */
  readonly brokenLines: number;
  /** Files that could not be read, and why. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

/** What is asked for. */
export interface Asked {
  /** The price of a million input tokens, in place of list prices. */
  readonly price: number | undefined;
  /** Also replays each session with pruning. */
  readonly pruning: boolean;
}

/** Replays the transcripts, one at a time. */
export async function survey(
  files: readonly TranscriptFile[],
  asked: Asked,
  onProgress: (bytes: number) => void,
): Promise<Survey> {
  const sums = new Sums();
  let done = 0;
  for (const { path, name, size } of files) {
    const sessions = await readSessions(path).catch((error: unknown) => {
      sums.unreadable.push({ path, reason: reasonOf(error) });
      return [];
    });
    for (const session of sessions) await sums.add(session.name ?? name, session, asked);
    onProgress((done += size));
  }
  return sums.survey();
}

/** Adds up sessions. */
class Sums {
  readonly unreadable: Survey['unreadable'][number][] = [];
  readonly #sessions: Survey['sessions'][number][] = [];
  readonly #tools = new Map<string, Spent>();
  readonly #models = new Map<string, Spent>();
  readonly #usage = new Map<string, Usage>();
  readonly #losses = new Map<Cause, Loss>();
  readonly #totals = nothing();
  #elided = 0;
  #pruned: Pruned | undefined;
  #broken = 0;

  async add(name: string, { records, broken }: Session, { price, pruning }: Asked): Promise<void> {
    const session = nothing();
    let turns = 0;
    this.#broken += broken;
    const requests = requestsIn(records);
    for (const { model, counts } of requests) sumInto(this.#usage, model, counts, addUsage);
    for (const [cause, loss] of lossesIn(requests, price)) sumInto(this.#losses, cause, loss, addLoss);
    for (const conversation of conversationsIn(records)) {
      const rates = ratesFor(conversation.model, price);
      const replayed = await replay(conversation.messages, rates);
      turns += replayed.turns;
      for (const [tool, spent] of replayed.byTool) {
        sumInto(this.#tools, tool, spent, addTo);
        if (conversation.model !== undefined) sumInto(this.#models, conversation.model, spent, addTo);
        addTo(session, spent);
      }
      if (pruning) await this.#addPruned(conversation, rates);
    }
    addTo(this.#totals, session);
    if (session.tokensBefore > 0) this.#sessions.push({ session: name, turns, ...savings(session) });
  }

  async #addPruned(conversation: Conversation, rates: Rates): Promise<void> {
    const { byTool } = await replay(conversation.messages, rates, ':memory:');
    for (const { costAfter } of byTool.values()) this.#elided += costAfter;
    const { prunes, cost } = await replayPruned(conversation, rates);
    this.#pruned = { prunes: prunes + (this.#pruned?.prunes ?? 0), cost: cost + (this.#pruned?.cost ?? 0) };
  }

  survey(): Survey {
    const named = <N extends string>(sums: ReadonlyMap<string, Spent>, key: N) =>
      [...sums].map(([name, spent]) => ({ [key]: name, ...savings(spent) }) as Record<N, string> & Savings);
    return {
      sessions: this.#sessions.sort(mostFirst),
      tools: named(this.#tools, 'tool').sort(mostFirst),
      totals: savings(this.#totals),
      models: named(this.#models, 'model').sort(mostFirst),
      usage: [...this.#usage].map(([model, own]) => ({ model, ...own })),
      losses: [...this.#losses].map(([cause, own]) => ({ cause, ...own })).sort((a, b) => b.tokens - a.tokens),
      elided: this.#pruned && { cost: this.#elided },
      pruned: this.#pruned,
      brokenLines: this.#broken,
      unreadable: this.unreadable,
    };
  }
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
