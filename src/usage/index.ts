export { usageOf, type Usage } from './usage.js';
