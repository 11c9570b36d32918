import { join } from 'node:path';
import type { Agent, BaseVariable, Machine } from '../agent.js';
import { hasFolder, mcpServers } from '../entries.js';
import { at, tomlIn } from '../files.js';

export const KIMI: Agent = {
  name: 'kimi',
  title: 'Kimi CLI',
  programs: ['kimi'],
  install: 'pip install kimi-cli',
  isHere: hasFolder('.kimi'),
  routing: {
    variables: [{ variable: 'KIMI_BASE_URL', provider: 'kimi', path: '/v1', inFile: ofDefaultModel }],
    upstreams: () => ({ kimi: 'https://api.kimi.com/coding' }),
  },
  mcp: mcpServers(({ home }) => join(home, '.kimi', 'mcp.json')),
};

/** The variable overrides the address of the provider of its default model. */
function ofDefaultModel({ env, folders }: Machine): ReturnType<NonNullable<BaseVariable['inFile']>> {
  const from = join(env['KIMI_SHARE_DIR'] || join(folders.home, '.kimi'), 'config.toml');
  const config = tomlIn(from);
  const provider = at(config, 'models', String(config['default_model']), 'provider');
  return { url: at(config, 'providers', String(provider), 'base_url'), from };
}
