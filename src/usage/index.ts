export type { Usage } from './types.js';
export { usageOf } from './usage.js';
