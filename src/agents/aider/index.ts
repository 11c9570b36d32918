import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { hasFolder } from '../entries.js';
import { linesIn, variableIn } from '../files.js';

export const AIDER: Agent = {
  name: 'aider',
  title: 'aider',
  programs: ['aider'],
  install: 'pip install aider-chat',
  isHere: hasFolder('.aider'),
  routing: {
    // It sets OPENAI_API_BASE to its own setting, which its file may have, and reads a file of variables that overrides
    // the environment. The name that LiteLLM, which it uses, reads depends on its version.
    variables: [
      {
        variable: 'AIDER_OPENAI_API_BASE',
        provider: 'openai',
        path: '/v1',
        isOptional: true,
        inFile: ({ folders }) => {
          const from = join(folders.home, '.aider.conf.yml');
          const url = linesIn(from)['openai-api-base'];
          return url ? { url, from } : variableIn('OPENAI_API_BASE', join(folders.home, '.env'));
        },
      },
      { variable: 'OPENAI_API_BASE', provider: 'openai', path: '/v1' },
      { variable: 'OPENAI_BASE_URL', provider: 'openai', path: '/v1' },
      { variable: 'ANTHROPIC_API_BASE', provider: 'anthropic', path: '' },
      { variable: 'ANTHROPIC_BASE_URL', provider: 'anthropic', path: '' },
    ],
  },
};
