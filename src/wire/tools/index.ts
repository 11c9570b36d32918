export { DeferredTools, SlimTools, type Slimmed } from './conversations.js';
export { deferTools } from './defer.js';
export { slimTools } from './slim.js';
