export { modelInputFilter } from './filter.js';
