import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { hasFolder, jsonFile, plain } from '../entries.js';

const SCHEMAS = 'https://agent-plugins.org/schemas/1.0.0';

/** A folder in the format of Agent Plugins 1.0, which several agents load: goose, Cline and Copilot CLI. */
export const OPENPLUGINS: Agent = {
  name: 'openplugins',
  title: 'Open Plugins',
  programs: [],
  install: 'https://agent-plugins.org',
  isHere: hasFolder('.agents'),
  routing: { problem: () => 'it is a folder that several agents load: use `headroom hook install openplugins`' },
  hook: {
    // Hooks of these agents differ, and most cannot replace a result. The tools of the MCP server are the same for all.
    parts: ({ mcp }, { home }) => {
      const folder = join(home, '.agents', 'plugins', 'headroom');
      const servers = { headroom: { type: 'stdio', ...plain(mcp) } };
      return [
        jsonFile(join(folder, 'plugin.json'), { $schema: `${SCHEMAS}/plugin.schema.json`, ...MANIFEST }),
        jsonFile(join(folder, 'mcp.json'), { $schema: `${SCHEMAS}/mcp.schema.json`, mcpServers: servers }),
      ];
    },
    next: 'Restart the agents that load it. For Copilot CLI run `copilot plugin install ~/.agents/plugins/headroom`.',
  },
};

const MANIFEST = {
  name: 'headroom',
  version: '1.0.0',
  description: 'Shortens long texts, and reads files without the same lines twice',
};
