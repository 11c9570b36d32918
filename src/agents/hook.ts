import type { HookReader } from './hook-call.js';

/** The agents whose hooks are supported. Each module is loaded only when it is needed. */
export const HOOK_READERS: Readonly<Record<string, () => Promise<HookReader>>> = {
  claude: async () => (await import('./claude/hook.js')).claudeCall,
  cursor: async () => (await import('./cursor/hook.js')).cursorCall,
  codex: async () => (await import('./codex/hook.js')).codexCall,
  gemini: async () => (await import('./gemini/hook.js')).geminiCall,
};
