import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent } from '../agent.js';
import { byHttp, stdio } from '../entries.js';

const folder = ({ config }: ClientFolders): string => join(config, 'Code', 'User');

export const VSCODE: Agent = {
  name: 'vscode',
  title: 'VS Code',
  programs: ['code'],
  install: 'https://code.visualstudio.com',
  isHere: (folders) => existsSync(folder(folders)),
  routing: {
    problem: () => "its chat uses GitHub's own service: use `headroom mcp install vscode`",
  },
  mcp: {
    format: 'json',
    container: 'servers',
    file: (folders) => join(folder(folders), 'mcp.json'),
    entry: stdio,
    remote: byHttp,
    next: 'Run the command "MCP: List Servers" and start headroom.',
  },
};
