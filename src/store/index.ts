export type { Backend, BackendEntry, BackendOriginal, StoreBackend } from './backend.js';
export { Originals, type ListOptions, type RetrieveOptions, type SearchOptions } from './originals.js';
export { STORE_LIMITS, type StoreLimits } from './limits.js';
export { recovering, storing } from './staging.js';
export { LOCATION, OWN_LOCATION, originalsAt, Store, storeAt, type OwnLocation, type StoreLocation } from './store.js';
