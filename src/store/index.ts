export { Originals, type RetrieveOptions } from './originals.js';
export { checkLocation, Store, storeAt, type StoreLocation } from './store.js';
