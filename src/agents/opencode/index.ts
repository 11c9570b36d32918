import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Address, Agent, Machine } from '../agent.js';
import { byRemote, firstOf, local, RESTART } from '../entries.js';
import { OPENCODE_FILE_TOOLS, OPENCODE_PLUGIN, pluginIn } from '../plugin.js';

type Fields = Record<string, unknown>;

const folder = ({ xdgConfig }: ClientFolders): string => join(xdgConfig, 'opencode');

export const OPENCODE: Agent = {
  name: 'opencode',
  title: 'opencode',
  programs: ['opencode'],
  install: 'npm install -g opencode-ai',
  isHere: (folders) => existsSync(folder(folders)),
  // This variable overrides every file.
  routing: {
    environment: (address, machine) => ({ OPENCODE_CONFIG_CONTENT: JSON.stringify(config(address, machine)) }),
  },
  mcp: {
    format: 'json',
    container: 'mcp',
    file: (folders) => firstOf(join(folder(folders), 'opencode.jsonc'), join(folder(folders), 'opencode.json')),
    entry: local,
    remote: byRemote,
    next: RESTART,
  },
  hook: {
    parts: ({ library }, folders) => [
      pluginIn(join(folder(folders), 'plugins', 'headroom.js'), {
        agent: 'opencode',
        library,
        fileTools: OPENCODE_FILE_TOOLS,
        body: OPENCODE_PLUGIN,
      }),
    ],
    next: 'Restart it.',
  },
};

/** The value that the variable has already, with the providers' addresses added. */
function config(address: Address, { env }: Machine): Fields {
  const own = fieldsIn(env['OPENCODE_CONFIG_CONTENT']);
  const providers = fields(own['provider']);
  const withBase = (name: string, baseURL: string): Fields => {
    const provider = fields(providers[name]);
    return { ...provider, options: { ...fields(provider['options']), baseURL } };
  };
  return {
    ...own,
    provider: {
      ...providers,
      anthropic: withBase('anthropic', address('anthropic', '/v1')),
      openai: withBase('openai', address('openai', '/v1')),
      google: withBase('google', address('gemini', '/v1beta')),
    },
  };
}

function fieldsIn(text: string | undefined): Fields {
  try {
    return fields(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
