import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { hasFolder } from '../entries.js';
import { PI_EXTENSION, PI_FILE_TOOLS, pluginIn } from '../plugin.js';

export const OMP: Agent = {
  name: 'omp',
  title: 'oh-my-pi',
  programs: ['omp'],
  install: 'npm install -g @oh-my-pi/pi-coding-agent',
  isHere: hasFolder('.omp'),
  routing: {
    files: (address, { folders: { home } }) => [
      {
        file: join(home, '.omp', 'agent', 'models.yml'),
        format: 'yaml',
        entries: [
          {
            path: ['providers'],
            value: { anthropic: { baseUrl: address('anthropic') }, openai: { baseUrl: address('openai', '/v1') } },
          },
        ],
      },
    ],
  },
  hook: {
    parts: ({ library }, { home }) => [
      pluginIn(join(home, '.omp', 'agent', 'extensions', 'headroom.ts'), {
        agent: 'omp',
        library,
        fileTools: [...PI_FILE_TOOLS, 'ast_edit', 'notebook'],
        body: PI_EXTENSION,
      }),
    ],
    next: 'Restart it.',
  },
};
