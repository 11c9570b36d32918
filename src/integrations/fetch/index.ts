export { createFetch, type Fetch, type FetchOptions } from './create.js';
