export { follow, isReadable } from './follow.js';
