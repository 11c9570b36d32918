export { createFetch, type FetchOptions } from './create.js';
export { headroomOf, type Fetch } from './mark.js';
