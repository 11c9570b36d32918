import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { hasFolder, mcpServers } from '../entries.js';
import { pluginIn } from '../plugin.js';

export const CLINE: Agent = {
  name: 'cline',
  title: 'Cline CLI',
  programs: ['cline'],
  install: 'npm install -g cline',
  isHere: hasFolder('.cline'),
  routing: {
    files: (address, { folders: { home } }) => [
      {
        file: join(home, '.cline', 'data', 'globalState.json'),
        format: 'json',
        entries: [
          { path: ['anthropicBaseUrl'], value: address('anthropic') },
          { path: ['geminiBaseUrl'], value: address('gemini') },
        ],
      },
    ],
  },
  hook: {
    parts: ({ library }, { home }) => [
      pluginIn(join(home, '.cline', 'plugins', 'headroom.js'), 'cline', library, PLUGIN),
    ],
    next: 'Restart it.',
  },
  mcp: mcpServers(({ home }) => join(home, '.cline', 'data', 'settings', 'cline_mcp_settings.json')),
};

const PLUGIN = `export default {
  name: 'headroom',
  manifest: { capabilities: ['hooks'] },
  hooks: {
    afterTool: ({ toolCall, result }) => ({ result: { ...result, output: shorter(result.output, toolCall.toolName) } }),
  },
};
`;
