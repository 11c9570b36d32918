import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { hasFolder, mcpServers } from '../entries.js';

export const CURSOR: Agent = {
  name: 'cursor',
  title: 'Cursor',
  programs: ['cursor', 'cursor-agent'],
  install: 'https://cursor.com',
  isHere: hasFolder('.cursor'),
  routing: {
    problem: () =>
      "its requests leave from Cursor's own servers, which cannot reach a proxy on this machine: use `headroom mcp install cursor`",
  },
  mcp: mcpServers(({ home }) => join(home, '.cursor', 'mcp.json'), {
    next: 'Open Settings → MCP and switch headroom on.',
  }),
};
