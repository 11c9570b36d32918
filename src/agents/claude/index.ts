import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent, Machine } from '../agent.js';
import { byHttp, hookIn, mcpServers, stdio } from '../entries.js';
import { modParts } from './mod.js';
import { settingsOf } from './settings.js';

/** Variables that select a cloud service. Its address is not the one that `wrap` sets. */
const CLOUDS = ['CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX', 'CLAUDE_CODE_USE_FOUNDRY'];
/** Tools whose output may be long. The hook itself decides by the shape of the output. */
const MATCHER = 'Bash|Grep|WebFetch|mcp__.*';

export const CLAUDE: Agent = {
  name: 'claude',
  title: 'Claude Code',
  programs: ['claude'],
  install: 'npm install -g @anthropic-ai/claude-code',
  isHere: ({ home, claude }) => existsSync(join(claude, '.claude.json')) || existsSync(join(home, '.claude')),
  routing: {
    variables: [{ variable: 'ANTHROPIC_BASE_URL', provider: 'anthropic', path: '' }],
    // Claude Code stops loading MCP tools on demand if the address is not Anthropic's, which costs tokens.
    environment: (_, { env }) => ({ ENABLE_TOOL_SEARCH: env['ENABLE_TOOL_SEARCH'] ?? 'true' }),
    // The environment in its settings overrides the process environment.
    arguments: (address, machine) =>
      settingsOf(machine.folders).baseUrl === undefined
        ? []
        : ['--settings', JSON.stringify({ env: { ANTHROPIC_BASE_URL: address('anthropic') } })],
    own: ({ folders }) => {
      const { baseUrl, file } = settingsOf(folders);
      return [{ provider: 'anthropic', url: baseUrl, from: file }];
    },
    token: (token, { env }) => ({
      ANTHROPIC_CUSTOM_HEADERS: [env['ANTHROPIC_CUSTOM_HEADERS'], `x-headroom-token: ${token}`]
        .filter(Boolean)
        .join('\n'),
    }),
    problem: cloud,
  },
  statusLine: (folders) => settingsOf(folders).file,
  mcp: mcpServers(({ claude }) => join(claude, '.claude.json'), {
    entry: stdio,
    remote: byHttp,
    next: 'Restart it, then type /mcp.',
  }),
  hook: {
    parts: ({ command, serve, proxyUrl }, folders) => {
      const { file } = settingsOf(folders);
      if (proxyUrl !== undefined) {
        const handler = { type: 'http', url: `${proxyUrl}/v1/hooks/claude`, timeout: 10 };
        return [hookIn(file, 'PostToolUse', MATCHER, handler)];
      }
      if (serve) return modParts(join(file, '..', 'skills'), serve);
      return [hookIn(file, 'PostToolUse', MATCHER, { type: 'command', command, timeout: 10 })];
    },
    asksProxy: true,
    elides: true,
    modsSince: [2, 1, 287],
    next: 'Restart it, then type /hooks.',
    nextWithMod: 'Restart it. Later, `headroom doctor` says how many short texts arrived.',
  },
};

function cloud({ env }: Machine): string | undefined {
  const set = CLOUDS.find((name) => env[name] && env[name] !== '0');
  return (
    set &&
    `${set} is set, so it asks that cloud at an address that this command does not change: use \`headroom hook install claude\``
  );
}
