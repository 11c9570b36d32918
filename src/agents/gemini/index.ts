import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { mcpServers } from '../entries.js';

export const GEMINI: Agent = {
  name: 'gemini',
  title: 'Gemini CLI',
  programs: ['gemini'],
  install: 'npm install -g @google/gemini-cli',
  isHere: ({ home }) => existsSync(join(home, '.gemini')),
  routing: { variables: [{ variable: 'GOOGLE_GEMINI_BASE_URL', provider: 'gemini', path: '' }] },
  mcp: mcpServers(({ home }) => join(home, '.gemini', 'settings.json'), { next: 'Restart it, then type /mcp.' }),
};
