export { Headroom } from './headroom.js';
