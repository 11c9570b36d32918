import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Address, Agent, Machine } from '../agent.js';
import { hasFolder, mcpServers } from '../entries.js';
import { pluginIn } from '../plugin.js';

const providersFile = ({ home }: ClientFolders): string => join(home, '.cline', 'data', 'settings', 'providers.json');

/** The addresses of Cline's providers that the proxy knows, by Cline's names. */
const ADDRESSES: Readonly<Record<string, (address: Address) => string>> = {
  anthropic: (address) => address('anthropic', '/v1'),
  'openai-native': (address) => address('openai', '/v1'),
  gemini: (address) => address('gemini', '/v1beta'),
};

export const CLINE: Agent = {
  name: 'cline',
  title: 'Cline CLI',
  programs: ['cline'],
  install: 'npm install -g cline',
  isHere: hasFolder('.cline'),
  routing: {
    // A provider that is not set up gets no entry: Cline refuses one without a key.
    files: (address, { folders }) => [
      {
        file: providersFile(folders),
        format: 'json',
        entries: setUp(folders).map((id) => ({
          path: ['providers', id, 'settings', 'baseUrl'],
          value: ADDRESSES[id]!(address),
        })),
      },
    ],
    problem: noProvider,
  },
  hook: {
    parts: ({ library }, { home }) => [
      pluginIn(join(home, '.cline', 'plugins', 'headroom.js'), {
        agent: 'cline',
        library,
        fileTools: ['read_files', 'editor', 'apply_patch', 'read_file', 'write_to_file', 'replace_in_file'],
        body: PLUGIN,
      }),
    ],
    next: 'Restart it.',
  },
  mcp: mcpServers(({ home }) => join(home, '.cline', 'data', 'settings', 'cline_mcp_settings.json'), {
    remote: (url) => ({ type: 'streamableHttp', url }),
  }),
};

function noProvider({ folders }: Machine): string | undefined {
  if (setUp(folders).length > 0) return undefined;
  return `none of its providers that the proxy knows is set up (${Object.keys(ADDRESSES).join(', ')}): run \`cline auth\` first, or use \`headroom mcp install cline\``;
}

/** The providers that the user has set up. */
function setUp(folders: ClientFolders): string[] {
  try {
    const { providers } = JSON.parse(readFileSync(providersFile(folders), 'utf8')) as { providers?: object };
    return Object.keys(providers ?? {}).filter((id) => Object.hasOwn(ADDRESSES, id));
  } catch {
    return [];
  }
}

const PLUGIN = `export default {
  name: 'headroom',
  manifest: { capabilities: ['hooks'] },
  hooks: {
    afterTool: ({ toolCall, result }) => ({
      result: result?.output ? { ...result, output: shorter(result.output, toolCall.toolName) } : result,
    }),
  },
};
`;
