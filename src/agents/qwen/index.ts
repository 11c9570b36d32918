import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { byHttpUrl, hasFolder, mcpServers } from '../entries.js';

export const QWEN: Agent = {
  name: 'qwen',
  title: 'Qwen Code',
  programs: ['qwen'],
  install: 'npm install -g @qwen-code/qwen-code',
  isHere: hasFolder('.qwen'),
  routing: {
    variables: [
      { variable: 'OPENAI_BASE_URL', provider: 'openai', path: '/v1' },
      { variable: 'ANTHROPIC_BASE_URL', provider: 'anthropic', path: '' },
    ],
  },
  mcp: mcpServers(({ home }) => join(home, '.qwen', 'settings.json'), { remote: byHttpUrl }),
};
