export { ask, type Ask, type Server } from './ask.js';
export { ADDRESS, MILLISECONDS, TOKEN } from './checks.js';
