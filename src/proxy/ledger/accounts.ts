// Keeps an account of each conversation: its saving, the cost of misses, and whether compressing it still pays.
import { modelInfo } from '../../models/index.js';
import { Savings, type RequestSaving } from '../../money/index.js';
import { isRead, type Entry } from './entry.js';

/** The cost and the saving of a request, in nano-dollars. Undefined if its usage or prices are unknown. */
export interface Money extends RequestSaving {
  /** Whether the proxy may have caused the miss: it sent the prefix differently than before. */
  readonly isSuspect: boolean;
}

/** The account of a conversation. */
interface Account {
  /** Estimated tokens saved in its last request. */
  tokensSaved: number;
  wasCompressed: boolean;
  /** The saving minus the cost of misses that the proxy may have caused. */
  net: number;
  /** Whether the provider complained that reasoning does not fit the messages before it. */
  isBound: boolean;
  /** When a model last answered it, as `Date.now` has it. Undefined if none has yet. */
  time: number | undefined;
}

/** Maximum number of conversations that are followed. The least recently used one is forgotten first. */
const MAX_CONVERSATIONS = 10_000;
/** Reasons for a miss that lie outside the texts of a conversation. */
const NOT_OURS =
  /^(model|system|tools|prompt_cache_key|text_format|reasoning_effort|verbosity|service_tier)_changed$|^context_compacted$/;

export class Accounts {
  readonly #savings = new Savings();
  readonly #accounts = new Map<string, Account>();

  /** Adds a request, in the order in which a conversation's were answered. */
  add(entry: Entry, now: number = Date.now()): Money | undefined {
    const { model, usage, conversation, isCompressed, pruned, tokensBefore, tokensAfter } = entry;
    const before = conversation === undefined ? undefined : this.#accounts.get(conversation);
    const tokensSaved = isCompressed ? tokensBefore - tokensAfter : 0;
    const isSuspect = isSuspicious(entry, before);
    const isBound = before?.isBound === true || isComplaint(entry.missReason);
    const time = isRead(entry) ? now : before?.time;
    const account: Account = { net: before?.net ?? 0, tokensSaved, wasCompressed: isCompressed, isBound, time };
    if (conversation !== undefined) this.#remember(conversation, account);
    if (!usage || model === undefined) return undefined;
    // Tokens saved in earlier turns, and those of a prune, would have been read from the cache. New ones would have been written to it.
    const known = (before?.tokensSaved ?? 0) + (pruned?.tokensSaved ?? 0);
    const earlier = { message: 0, tokensBefore: Math.min(known, tokensSaved), tokensAfter: 0 };
    const result = isCompressed ? { tokensBefore, tokensAfter, blocks: [earlier] } : undefined;
    const saving = this.#savings.add({ model: modelInfo(model), usage, conversation, result, earlierMessages: 1 });
    account.net += (saving.saved ?? 0) - (isSuspect ? saving.missCost : 0);
    return { ...saving, isSuspect: isSuspect && saving.missedTokens > 0 };
  }

  /** Whether a conversation costs more compressed than uncompressed. */
  isLosing(conversation: string | undefined): boolean {
    return conversation !== undefined && (this.#accounts.get(conversation)?.net ?? 0) < 0;
  }

  /** Whether the provider of a conversation binds reasoning to the messages before it. */
  isBound(conversation: string | undefined): boolean {
    return conversation !== undefined && this.#accounts.get(conversation)?.isBound === true;
  }

  /** The time since the last answer in a conversation, in milliseconds. Undefined if it is not known. */
  idleMs(conversation: string, now: number = Date.now()): number | undefined {
    const time = this.#accounts.get(conversation)?.time;
    return time === undefined ? undefined : Math.max(0, now - time);
  }

  /** The number of conversations that lose money. */
  get losing(): number {
    let count = 0;
    for (const { net } of this.#accounts.values()) count += Number(net < 0);
    return count;
  }

  #remember(conversation: string, account: Account): void {
    this.#accounts.delete(conversation);
    this.#accounts.set(conversation, account);
    const [oldest] = this.#accounts.keys();
    if (this.#accounts.size > MAX_CONVERSATIONS) this.#accounts.delete(oldest!);
  }
}

/** Whether a provider says that it dropped reasoning because the messages before it have changed. */
function isComplaint(reason: string | undefined): boolean {
  return reason !== undefined && /^prefix_(binding_)?mismatch$/.test(reason);
}

/** Whether the proxy may have sent another prefix than in the request before. A request that the client itself shortened has no reason for being skipped. */
function isSuspicious({ lineage, isCompressed, skipped, missReason }: Entry, before: Account | undefined): boolean {
  if (missReason !== undefined && NOT_OURS.test(missReason)) return false;
  const isChanged = lineage === 'adopted' || lineage === 'rewritten';
  return isChanged || (before?.wasCompressed === true && !isCompressed && skipped !== undefined);
}
