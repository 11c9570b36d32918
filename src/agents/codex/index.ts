import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent } from '../agent.js';
import { byUrl, hookIn, plain } from '../entries.js';

export const CODEX: Agent = {
  name: 'codex',
  title: 'Codex',
  programs: ['codex'],
  install: 'npm install -g @openai/codex',
  isHere: ({ codex }) => existsSync(codex),
  routing: {
    // Codex ignores OPENAI_BASE_URL, and another provider name would hide its history.
    arguments: (address, { folders }) => {
      const base = isChatGptLogin(folders) ? address('chatgpt') : address('openai', '/v1');
      return ['-c', `openai_base_url=${JSON.stringify(base)}`];
    },
    upstreams: ({ folders }) => (isChatGptLogin(folders) ? { chatgpt: 'https://chatgpt.com/backend-api/codex' } : {}),
  },
  mcp: {
    format: 'toml',
    container: 'mcp_servers',
    file: ({ codex }) => join(codex, 'config.toml'),
    entry: plain,
    remote: byUrl,
    next: 'Restart it, then type /mcp.',
  },
  hook: {
    parts: ({ command }, { codex }) => [
      hookIn(join(codex, 'hooks.json'), 'PreToolUse', 'Bash', { type: 'command', command, timeout: 10 }),
    ],
    next: 'Restart it, and trust the hook when it asks.',
  },
};

/**
 * True if the user is signed in with a ChatGPT account, whose requests go to another server than those with a key.
 * Nothing else in that file is read.
 */
function isChatGptLogin({ codex }: ClientFolders): boolean {
  try {
    const { auth_mode: mode } = JSON.parse(readFileSync(join(codex, 'auth.json'), 'utf8')) as { auth_mode?: unknown };
    return mode === 'chatgpt';
  } catch {
    return false;
  }
}
