import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { PI_EXTENSION, PI_FILE_TOOLS, pluginIn } from '../plugin.js';

export const PI: Agent = {
  name: 'pi',
  title: 'pi',
  programs: ['pi'],
  install: 'npm install -g @earendil-works/pi-coding-agent',
  isHere: ({ pi }) => existsSync(pi),
  routing: {
    files: (address, { folders: { pi } }) => [
      {
        file: join(pi, 'models.json'),
        format: 'json',
        entries: [
          { path: ['providers', 'anthropic', 'baseUrl'], value: address('anthropic') },
          { path: ['providers', 'openai', 'baseUrl'], value: address('openai', '/v1') },
          { path: ['providers', 'google', 'baseUrl'], value: address('gemini', '/v1beta') },
        ],
      },
    ],
  },
  hook: {
    parts: ({ library }, { pi }) => [
      pluginIn(join(pi, 'extensions', 'headroom.ts'), {
        agent: 'pi',
        library,
        fileTools: PI_FILE_TOOLS,
        body: PI_EXTENSION,
      }),
    ],
    next: 'Restart it, or type /reload.',
  },
};
