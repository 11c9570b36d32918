export { literalFor, replacedIn, splice } from './splice.js';
