// `@headroom/native/fetch`: a `fetch` that compresses, for every SDK that takes one.
export { createFetch, type FetchOptions } from '../src/integrations/fetch/index.js';
