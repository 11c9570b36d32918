import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent, Machine } from '../agent.js';
import { hasFolder, mcpServers } from '../entries.js';
import { at, jsonIn } from '../files.js';

const settings = ({ home }: ClientFolders): string => join(home, '.openhands', 'agent_settings.json');

export const OPENHANDS: Agent = {
  name: 'openhands',
  title: 'OpenHands CLI',
  programs: ['openhands'],
  install: 'pip install openhands',
  isHere: hasFolder('.openhands'),
  routing: {
    environment: (address, machine) => {
      const provider = providerOf(machine);
      return { LLM_BASE_URL: address(provider, PATHS[provider]) };
    },
    // It reads the environment only with this argument.
    arguments: () => ['--override-with-envs'],
    own: (machine) => [{ provider: providerOf(machine), ...baseOf(machine) }],
  },
  mcp: mcpServers(({ home }) => join(home, '.openhands', 'mcp.json')),
};

const PATHS = { anthropic: '', gemini: '/v1beta', openai: '/v1' } as const;

/** LiteLLM requires the provider's name before the model's name. */
function providerOf({ env, folders }: Machine): keyof typeof PATHS {
  const model = env['LLM_MODEL'] || at(jsonIn(settings(folders)), 'llm', 'model');
  const [provider = ''] = String(model).split('/', 1);
  return provider === 'anthropic' || provider === 'gemini' ? provider : 'openai';
}

function baseOf({ env, folders }: Machine): { url: unknown; from: string } {
  if (env['LLM_BASE_URL']) return { url: env['LLM_BASE_URL'], from: 'LLM_BASE_URL' };
  const from = settings(folders);
  return { url: at(jsonIn(from), 'llm', 'base_url'), from };
}
