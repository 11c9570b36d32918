// `@headroom/native/cost`: usage that providers report, its cost, and the prices of models.
export { modelInfo, type Encoding, type ModelInfo, type ModelPrices, type Prices } from '../src/models/index.js';
export {
  costOf,
  formatDollars,
  Savings,
  savingOf,
  type AnsweredRequest,
  type Compressed,
  type ConversationRequest,
  type RequestSaving,
  type Saving,
  type SavingsSummary,
  type SavingsTotals,
  type TokenCounts,
} from '../src/money/index.js';
export { usageOf, type Usage } from '../src/usage/index.js';
