import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { hasFolder, jsonFile } from '../entries.js';
import { PI_FILE_TOOLS, pluginIn } from '../plugin.js';

export const OPENCLAW: Agent = {
  name: 'openclaw',
  title: 'OpenClaw',
  programs: ['openclaw'],
  install: 'npm install -g openclaw',
  isHere: hasFolder('.openclaw'),
  routing: {
    files: (address, { folders: { home } }) => [
      {
        file: config(home),
        format: 'json',
        entries: [
          { path: ['models', 'providers', 'anthropic', 'baseUrl'], value: address('anthropic') },
          { path: ['models', 'providers', 'openai', 'baseUrl'], value: address('openai', '/v1') },
        ],
      },
    ],
  },
  hook: {
    parts: ({ library }, { home }) => {
      const folder = join(home, '.openclaw', 'extensions', 'headroom');
      return [
        jsonFile(join(folder, 'package.json'), PACKAGE),
        jsonFile(join(folder, 'openclaw.plugin.json'), MANIFEST),
        pluginIn(join(folder, 'index.js'), {
          agent: 'openclaw',
          library,
          fileTools: [...PI_FILE_TOOLS, 'apply_patch'],
          body: PLUGIN,
        }),
        {
          file: config(home),
          format: 'json',
          entries: [{ path: ['plugins', 'entries', 'headroom', 'enabled'], value: true }],
        },
      ];
    },
    next: 'Restart its gateway: `openclaw gateway restart`.',
  },
};

const config = (home: string): string => join(home, '.openclaw', 'openclaw.json');

const PACKAGE = { name: 'headroom', version: '1.0.0', type: 'module', openclaw: { extensions: ['./index.js'] } };
const MANIFEST = {
  id: 'headroom',
  name: 'Headroom',
  description: 'Shortens the results of tools before the model reads them',
  contracts: { agentToolResultMiddleware: ['openclaw', 'codex'] },
  activation: { onStartup: true },
  configSchema: { type: 'object', additionalProperties: false },
};
const PLUGIN = `export default {
  id: 'headroom',
  name: 'Headroom',
  register(api) {
    const shortened = ({ toolName, result }) => ({
      result: result?.content ? { ...result, content: shorter(result.content, toolName) } : result,
    });
    api.registerAgentToolResultMiddleware(shortened, { runtimes: ['openclaw', 'codex'] });
  },
};
`;
