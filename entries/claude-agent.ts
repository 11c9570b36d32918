// `@headroom/native/claude-agent`: hooks for the Claude Agent SDK.
export { claudeHooks, type ClaudeHooks } from '../src/integrations/claude-agent/index.js';
export type { IntegrationOptions } from '../src/integrations/options.js';
