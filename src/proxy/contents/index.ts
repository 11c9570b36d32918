export { Contents } from './contents.js';
