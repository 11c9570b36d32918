import type { Agent } from '../agent.js';
import { hasFolder } from '../entries.js';

export const VIBE: Agent = {
  name: 'vibe',
  title: 'Mistral Vibe',
  programs: ['vibe'],
  install: 'pip install mistral-vibe',
  isHere: hasFolder('.vibe'),
  routing: {
    environment: (address) => ({
      VIBE_PROVIDERS: JSON.stringify([
        {
          name: 'mistral',
          api_base: address('mistral', '/v1'),
          api_key_env_var: 'MISTRAL_API_KEY',
          backend: 'mistral',
        },
      ]),
    }),
    upstreams: () => ({ mistral: 'https://api.mistral.ai' }),
  },
};
