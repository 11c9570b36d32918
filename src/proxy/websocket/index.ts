export { tunnel } from './tunnel.js';
