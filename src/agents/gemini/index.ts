import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent } from '../agent.js';
import { byHttpUrl, hookIn, mcpServers } from '../entries.js';
import { variableIn, variableInProject } from '../files.js';

const settings = ({ home }: ClientFolders): string => join(home, '.gemini', 'settings.json');

export const GEMINI: Agent = {
  name: 'gemini',
  title: 'Gemini CLI',
  programs: ['gemini'],
  install: 'npm install -g @google/gemini-cli',
  isHere: ({ home }) => existsSync(join(home, '.gemini')),
  routing: {
    variables: [
      {
        variable: 'GOOGLE_GEMINI_BASE_URL',
        provider: 'gemini',
        path: '',
        inFile: ({ folders: { home } }) =>
          variableInProject('GOOGLE_GEMINI_BASE_URL', home, join('.gemini', '.env'), '.env') ??
          variableIn('GOOGLE_GEMINI_BASE_URL', join(home, '.gemini', '.env'), join(home, '.env')),
      },
    ],
  },
  mcp: mcpServers(settings, { remote: byHttpUrl, next: 'Restart it, then type /mcp.' }),
  hook: {
    parts: ({ command }, folders) => [
      hookIn(settings(folders), 'BeforeTool', 'run_shell_command', { type: 'command', command, timeout: 10_000 }),
    ],
    next: 'Restart it, then type /hooks.',
  },
};
