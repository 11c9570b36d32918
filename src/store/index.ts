export { Originals, type ListOptions, type RetrieveOptions, type SearchOptions } from './originals.js';
export { LOCATION, Store, storeAt, type StoreLocation } from './store.js';
