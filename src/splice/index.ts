export { splice } from './splice.js';
