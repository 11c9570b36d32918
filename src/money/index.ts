export { costOf, priced, type TokenCounts } from './cost.js';
export { formatDollars, NANO_PER_DOLLAR } from './dollars.js';
export { savingOf, type AnsweredRequest, type Compressed, type Saving } from './saving.js';
export {
  Savings,
  type ConversationRequest,
  type RequestSaving,
  type SavingsSummary,
  type SavingsTotals,
} from './savings.js';
