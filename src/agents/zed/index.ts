import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent } from '../agent.js';
import { byUrl, plain, RESTART } from '../entries.js';

const file = ({ xdgConfig }: ClientFolders): string => join(xdgConfig, 'zed', 'settings.json');

export const ZED: Agent = {
  name: 'zed',
  title: 'Zed',
  programs: ['zed', 'zeditor'],
  install: 'https://zed.dev',
  staysOpen: true,
  isHere: ({ xdgConfig }) => existsSync(join(xdgConfig, 'zed')),
  routing: {
    files: (address, { folders }) => [
      {
        file: file(folders),
        format: 'json',
        entries: [
          { path: ['language_models', 'anthropic', 'api_url'], value: address('anthropic') },
          { path: ['language_models', 'openai', 'api_url'], value: address('openai', '/v1') },
          { path: ['language_models', 'google', 'api_url'], value: address('gemini') },
        ],
      },
    ],
  },
  mcp: { format: 'json', container: 'context_servers', file, entry: plain, remote: byUrl, next: RESTART },
};
