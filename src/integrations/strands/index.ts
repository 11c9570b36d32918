export { afterToolCall } from './hook.js';
