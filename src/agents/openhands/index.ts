import { join } from 'node:path';
import type { Address, Agent, Variables } from '../agent.js';
import { hasFolder, mcpServers } from '../entries.js';

export const OPENHANDS: Agent = {
  name: 'openhands',
  title: 'OpenHands CLI',
  programs: ['openhands'],
  install: 'pip install openhands',
  isHere: hasFolder('.openhands'),
  routing: {
    environment: (address, { env }) => ({ LLM_BASE_URL: baseOf(address, env) }),
    // It reads the environment only with this argument.
    arguments: () => ['--override-with-envs'],
    upstreams: ({ env }): Record<string, string> => (env['LLM_BASE_URL'] ? { openhands: env['LLM_BASE_URL'] } : {}),
  },
  mcp: mcpServers(({ home }) => join(home, '.openhands', 'mcp.json')),
};

/** LiteLLM requires the provider's name before the model's name. */
function baseOf(address: Address, env: Variables): string {
  if (env['LLM_BASE_URL']) return address('openhands');
  const provider = (env['LLM_MODEL'] ?? '').split('/', 1)[0];
  if (provider === 'anthropic') return address('anthropic');
  return provider === 'gemini' ? address('gemini', '/v1beta') : address('openai', '/v1');
}
