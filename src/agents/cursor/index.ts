import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { byUrl, hasFolder, mcpServers } from '../entries.js';

export const CURSOR: Agent = {
  name: 'cursor',
  title: 'Cursor',
  programs: ['cursor', 'cursor-agent'],
  install: 'https://cursor.com',
  isHere: hasFolder('.cursor'),
  routing: {
    problem: () =>
      "its requests leave from Cursor's own servers, which cannot reach a proxy on this machine: use `headroom hook install cursor` for results of MCP servers, and `headroom mcp install cursor`",
  },
  hook: {
    parts: ({ command }, { home }) => [
      {
        file: join(home, '.cursor', 'hooks.json'),
        format: 'json',
        entries: [
          { path: ['version'], value: 1, isDefault: true },
          { path: ['hooks', 'postToolUse'], value: { command, matcher: 'MCP:', timeout: 10 }, isItem: true },
        ],
      },
    ],
    elides: true,
    next: 'Restart it, then look at Settings → Hooks.',
  },
  mcp: mcpServers(({ home }) => join(home, '.cursor', 'mcp.json'), {
    remote: byUrl,
    next: 'Open Settings → MCP and switch headroom on.',
  }),
};
