import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from '../agent.js';

export const GOOSE: Agent = {
  name: 'goose',
  title: 'goose',
  programs: ['goose'],
  install: 'https://block.github.io/goose',
  isHere: ({ xdgConfig }) => existsSync(join(xdgConfig, 'goose')),
  routing: {
    variables: [
      { variable: 'OPENAI_HOST', provider: 'openai', path: '' },
      { variable: 'ANTHROPIC_HOST', provider: 'anthropic', path: '' },
      { variable: 'GOOGLE_HOST', provider: 'gemini', path: '' },
    ],
  },
};
