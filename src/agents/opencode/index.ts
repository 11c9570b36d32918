import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Address, Agent, Machine, OwnAddress } from '../agent.js';
import { byRemote, firstOf, local, RESTART } from '../entries.js';
import { at, jsonIn, projectFiles } from '../files.js';
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
    own: ownAddresses,
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

/** The addresses in what opencode reads, what overrides the rest first. */
function ownAddresses({ env, folders }: Machine): OwnAddress[] {
  const files = ['opencode.jsonc', 'opencode.json', 'config.json'].map((name) => join(folder(folders), name));
  if (env['OPENCODE_CONFIG']) files.unshift(env['OPENCODE_CONFIG']);
  const inProject = projectFiles(folders.home, 'opencode.jsonc', 'opencode.json');
  const read = [
    { from: 'OPENCODE_CONFIG_CONTENT', config: fieldsIn(env['OPENCODE_CONFIG_CONTENT']), isProject: false },
    ...inProject
      .filter((file) => !files.includes(file))
      .map((from) => ({ from, config: jsonIn(from), isProject: true })),
    ...files.map((from) => ({ from, config: jsonIn(from), isProject: false })),
  ];
  return read.flatMap(({ from, config, isProject }) =>
    Object.entries({ anthropic: 'anthropic', openai: 'openai', google: 'gemini' }).map(([name, provider]) => ({
      provider,
      url: at(config, 'provider', name, 'options', 'baseURL'),
      from,
      isProject,
    })),
  );
}

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
