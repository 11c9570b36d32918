export { literalFor, splice } from './splice.js';
