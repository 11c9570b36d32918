export type { Money } from './accounts.js';
export { DIMENSIONS, PERIODS, startOf, type Bucket, type Dimension, type Period } from './buckets.js';
export type { Entry } from './entry.js';
export type { Histogram } from './histogram.js';
export { History } from './history.js';
export { Ledger, OCCURRENCES, type LedgerStats, type Listener, type Occurrence } from './ledger.js';
export { Named } from './named.js';
export type { PruneRecord } from './prunes.js';
export type { Recent } from './recent.js';
export type { Measured } from './shadow.js';
export {
  addTo,
  FIELDS,
  MONEY,
  NAMES,
  netOf,
  none,
  snake,
  told,
  type Field,
  type Sums,
} from './sums.js';
