import type { Agent } from '../agent.js';
import { hasFolder } from '../entries.js';

export const AIDER: Agent = {
  name: 'aider',
  title: 'aider',
  programs: ['aider'],
  install: 'pip install aider-chat',
  isHere: hasFolder('.aider'),
  routing: {
    // The name that LiteLLM, which it uses, reads depends on its version.
    variables: [
      { variable: 'OPENAI_API_BASE', provider: 'openai', path: '/v1' },
      { variable: 'OPENAI_BASE_URL', provider: 'openai', path: '/v1' },
      { variable: 'ANTHROPIC_API_BASE', provider: 'anthropic', path: '' },
      { variable: 'ANTHROPIC_BASE_URL', provider: 'anthropic', path: '' },
    ],
  },
};
