import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent, BaseVariable, Machine } from '../agent.js';
import { byHttpUrl, hasFolder, mcpServers } from '../entries.js';
import { at, jsonIn, variableIn, variableInProject } from '../files.js';

const settings = ({ home }: ClientFolders): string => join(home, '.qwen', 'settings.json');

export const QWEN: Agent = {
  name: 'qwen',
  title: 'Qwen Code',
  programs: ['qwen'],
  install: 'npm install -g @qwen-code/qwen-code',
  isHere: hasFolder('.qwen'),
  routing: {
    variables: [
      { variable: 'OPENAI_BASE_URL', provider: 'openai', path: '/v1', inFile: openaiBase },
      {
        variable: 'ANTHROPIC_BASE_URL',
        provider: 'anthropic',
        path: '',
        inFile: (machine) => inDotEnv('ANTHROPIC_BASE_URL', machine),
      },
    ],
  },
  mcp: mcpServers(settings, { remote: byHttpUrl }),
};

/** Its settings hold an address for the key that it was told when the user signed in. */
function openaiBase(machine: Machine): ReturnType<NonNullable<BaseVariable['inFile']>> {
  const from = settings(machine.folders);
  return inDotEnv('OPENAI_BASE_URL', machine) ?? { url: at(jsonIn(from), 'security', 'auth', 'baseUrl'), from };
}

function inDotEnv(name: string, { folders: { home } }: Machine): ReturnType<NonNullable<BaseVariable['inFile']>> {
  return (
    variableInProject(name, home, join('.qwen', '.env'), '.env') ??
    variableIn(name, join(home, '.qwen', '.env'), join(home, '.env'))
  );
}
