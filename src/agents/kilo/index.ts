import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent } from '../agent.js';
import { byRemote, firstOf, local, RESTART } from '../entries.js';
import { OPENCODE_FILE_TOOLS, OPENCODE_PLUGIN, pluginIn } from '../plugin.js';

const folder = ({ xdgConfig }: ClientFolders): string => join(xdgConfig, 'kilo');
const file = (folders: ClientFolders): string =>
  firstOf(join(folder(folders), 'kilo.jsonc'), join(folder(folders), 'kilo.json'));

export const KILO: Agent = {
  name: 'kilo',
  title: 'Kilo Code CLI',
  programs: ['kilo', 'kilocode'],
  install: 'npm install -g @kilocode/cli',
  isHere: (folders) => existsSync(folder(folders)),
  routing: {
    files: (address, { folders }) => [
      {
        file: file(folders),
        format: 'json',
        entries: [
          { path: ['provider', 'anthropic', 'options', 'baseURL'], value: address('anthropic', '/v1') },
          { path: ['provider', 'openai', 'options', 'baseURL'], value: address('openai', '/v1') },
          { path: ['provider', 'google', 'options', 'baseURL'], value: address('gemini', '/v1beta') },
        ],
      },
    ],
  },
  hook: {
    parts: ({ library }, folders) => [
      pluginIn(join(folder(folders), 'plugins', 'headroom.js'), {
        agent: 'kilo',
        library,
        fileTools: OPENCODE_FILE_TOOLS,
        body: OPENCODE_PLUGIN,
      }),
    ],
    next: 'Restart it.',
  },
  mcp: { format: 'json', container: 'mcp', file, entry: local, remote: byRemote, next: RESTART },
};
