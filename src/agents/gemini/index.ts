import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent } from '../agent.js';
import { mcpServers } from '../entries.js';

const settings = ({ home }: ClientFolders): string => join(home, '.gemini', 'settings.json');

export const GEMINI: Agent = {
  name: 'gemini',
  title: 'Gemini CLI',
  programs: ['gemini'],
  install: 'npm install -g @google/gemini-cli',
  isHere: ({ home }) => existsSync(join(home, '.gemini')),
  routing: { variables: [{ variable: 'GOOGLE_GEMINI_BASE_URL', provider: 'gemini', path: '' }] },
  mcp: mcpServers(settings, { next: 'Restart it, then type /mcp.' }),
  hook: {
    format: 'json',
    file: settings,
    entries: ({ command }) => [
      {
        path: ['hooks', 'BeforeTool'],
        value: { matcher: 'run_shell_command', hooks: [{ type: 'command', command, timeout: 10_000 }] },
        isItem: true,
      },
    ],
    next: 'Restart it, then type /hooks.',
  },
};
