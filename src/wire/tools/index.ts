export { SlimTools, type Slimmed } from './conversations.js';
export { slimTools } from './slim.js';
