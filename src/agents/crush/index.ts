import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent } from '../agent.js';
import { byHttp, RESTART, stdio } from '../entries.js';

const file = ({ xdgConfig }: ClientFolders): string => join(xdgConfig, 'crush', 'crush.json');

export const CRUSH: Agent = {
  name: 'crush',
  title: 'Crush',
  programs: ['crush'],
  install: 'npm install -g @charmland/crush',
  isHere: ({ xdgConfig }) => existsSync(join(xdgConfig, 'crush')),
  routing: {
    files: (address, { folders }) => [
      {
        file: file(folders),
        format: 'json',
        entries: [
          { path: ['providers', 'anthropic', 'base_url'], value: address('anthropic') },
          { path: ['providers', 'openai', 'base_url'], value: address('openai', '/v1') },
          { path: ['providers', 'gemini', 'base_url'], value: address('gemini') },
        ],
      },
    ],
  },
  mcp: { format: 'json', container: 'mcp', file, entry: stdio, remote: byHttp, next: RESTART },
};
