export { count, percent, plural, share } from './format.js';
