export { configured } from './config.js';
