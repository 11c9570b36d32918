// A request as the ledger counts it.
import type { Entry } from '../../src/proxy/ledger/index.js';

/** An answered request that continues a conversation, and changed nothing. */
export const ANSWERED: Entry = {
  route: 'messages',
  isAnswered: true,
  upstream: 'anthropic',
  model: 'claude-sonnet-4-5',
  project: undefined,
  status: 200,
  tokensBefore: 0,
  tokensAfter: 0,
  couldSave: 0,
  isCompressed: false,
  isCached: false,
  skipped: undefined,
  lineage: 'continued',
  pruned: undefined,
  usage: undefined,
  missReason: undefined,
  conversation: 'c',
  isShadow: false,
  retrievals: 0,
  overheadMs: 1,
  firstMs: 1,
  totalMs: 1,
};
