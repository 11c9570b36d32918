import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { hasFolder, mcpServers } from '../entries.js';

export const KIMI: Agent = {
  name: 'kimi',
  title: 'Kimi CLI',
  programs: ['kimi'],
  install: 'pip install kimi-cli',
  isHere: hasFolder('.kimi'),
  routing: {
    variables: [{ variable: 'KIMI_BASE_URL', provider: 'kimi', path: '/v1' }],
    upstreams: () => ({ kimi: 'https://api.kimi.com/coding' }),
  },
  mcp: mcpServers(({ home }) => join(home, '.kimi', 'mcp.json')),
};
