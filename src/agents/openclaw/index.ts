import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { hasFolder } from '../entries.js';

export const OPENCLAW: Agent = {
  name: 'openclaw',
  title: 'OpenClaw',
  programs: ['openclaw'],
  install: 'npm install -g openclaw',
  isHere: hasFolder('.openclaw'),
  routing: {
    files: (address, { folders: { home } }) => [
      {
        file: join(home, '.openclaw', 'openclaw.json'),
        format: 'json',
        entries: [
          { path: ['models', 'providers', 'anthropic', 'baseUrl'], value: address('anthropic') },
          { path: ['models', 'providers', 'openai', 'baseUrl'], value: address('openai', '/v1') },
        ],
      },
    ],
  },
};
