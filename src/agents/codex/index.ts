import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent } from '../agent.js';
import { byUrl, hookIn, plain } from '../entries.js';
import { at, tomlIn } from '../files.js';

const config = ({ codex }: ClientFolders): string => join(codex, 'config.toml');

export const CODEX: Agent = {
  name: 'codex',
  title: 'Codex',
  programs: ['codex'],
  install: 'npm install -g @openai/codex',
  isHere: ({ codex }) => existsSync(codex),
  routing: {
    // Codex ignores OPENAI_BASE_URL, and another provider name would hide its history.
    arguments: (address, { folders }) => {
      const { provider, key } = routeIn(folders);
      return ['-c', `${key}=${JSON.stringify(address(provider, provider === 'openai' ? '/v1' : ''))}`];
    },
    own: ({ folders }) => {
      const { provider, url } = routeIn(folders);
      return [{ provider, url, from: config(folders) }];
    },
    problem: ({ folders }) => routeIn(folders).problem,
    upstreams: ({ folders }) => (isChatGptLogin(folders) ? { chatgpt: 'https://chatgpt.com/backend-api/codex' } : {}),
  },
  mcp: {
    format: 'toml',
    container: 'mcp_servers',
    file: config,
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

/** The setting that holds the address of its provider, and what the user has set there. */
interface OwnRoute {
  readonly provider: string;
  readonly key: string;
  readonly url: unknown;
  readonly problem?: string;
}

function routeIn(folders: ClientFolders): OwnRoute {
  const own = tomlIn(config(folders));
  const name = at(own, 'profiles', String(own['profile']), 'model_provider') ?? own['model_provider'] ?? 'openai';
  if (name === 'openai') {
    const provider = isChatGptLogin(folders) ? 'chatgpt' : 'openai';
    return { provider, key: 'openai_base_url', url: own['openai_base_url'] };
  }
  const url = at(own, 'model_providers', String(name), 'base_url');
  const key = `model_providers.${String(name)}.base_url`;
  if (url !== undefined && /^[\w-]+$/.test(String(name))) return { provider: 'codex', key, url };
  const problem = `its \`model_provider\` in ${config(folders)} is ${JSON.stringify(name)}, and that file has no \`${key}\`: set it, or use \`headroom hook install codex\``;
  return { provider: 'codex', key, url, problem };
}

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
