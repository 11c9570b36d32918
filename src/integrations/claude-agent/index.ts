export { claudeHooks, type ClaudeHooks } from './hooks.js';
