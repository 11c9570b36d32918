// The clients that can be configured: which file, and what is written there, as each documents it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';

/** The program and arguments that start the server. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
}

/** A client of MCP servers. */
export interface Client {
  readonly name: string;
  readonly title: string;
  readonly format: 'json' | 'toml';
  /** The name under which its file lists servers. */
  readonly container: string;
  /** Its file for the user. */
  file(folders: ClientFolders): string;
  /** Whether it is used here. */
  isHere(folders: ClientFolders): boolean;
  /** How it is told to start the server. */
  entry(launch: Launch): object;
  /** What the user does for a change to count. */
  readonly next: string;
}

const plain = ({ command, args }: Launch): object => ({ command, args });
const stdio = (launch: Launch): object => ({ type: 'stdio', ...plain(launch) });
const RESTART = 'Restart it, then ask it to list its MCP tools.';

const opencodeFolder = ({ xdgConfig }: ClientFolders): string => join(xdgConfig, 'opencode');
const vscodeFolder = ({ config }: ClientFolders): string => join(config, 'Code', 'User');

export const CLIENTS: readonly Client[] = [
  {
    name: 'claude',
    title: 'Claude Code',
    format: 'json',
    container: 'mcpServers',
    file: ({ claude }) => join(claude, '.claude.json'),
    isHere: ({ home, claude }) => existsSync(join(claude, '.claude.json')) || existsSync(join(home, '.claude')),
    entry: stdio,
    next: 'Restart it, then type /mcp.',
  },
  {
    name: 'codex',
    title: 'Codex',
    format: 'toml',
    container: 'mcp_servers',
    file: ({ codex }) => join(codex, 'config.toml'),
    isHere: ({ codex }) => existsSync(codex),
    entry: plain,
    next: 'Restart it, then type /mcp.',
  },
  {
    name: 'cursor',
    title: 'Cursor',
    format: 'json',
    container: 'mcpServers',
    file: ({ home }) => join(home, '.cursor', 'mcp.json'),
    isHere: ({ home }) => existsSync(join(home, '.cursor')),
    entry: plain,
    next: 'Open Settings → MCP and switch headroom on.',
  },
  {
    name: 'vscode',
    title: 'VS Code',
    format: 'json',
    container: 'servers',
    file: (folders) => join(vscodeFolder(folders), 'mcp.json'),
    isHere: (folders) => existsSync(vscodeFolder(folders)),
    entry: stdio,
    next: 'Run the command "MCP: List Servers" and start headroom.',
  },
  {
    name: 'gemini',
    title: 'Gemini CLI',
    format: 'json',
    container: 'mcpServers',
    file: ({ home }) => join(home, '.gemini', 'settings.json'),
    isHere: ({ home }) => existsSync(join(home, '.gemini')),
    entry: plain,
    next: 'Restart it, then type /mcp.',
  },
  {
    name: 'opencode',
    title: 'opencode',
    format: 'json',
    container: 'mcp',
    file: (folders) => {
      const commented = join(opencodeFolder(folders), 'opencode.jsonc');
      return existsSync(commented) ? commented : join(opencodeFolder(folders), 'opencode.json');
    },
    isHere: (folders) => existsSync(opencodeFolder(folders)),
    entry: ({ command, args }) => ({ type: 'local', command: [command, ...args], enabled: true }),
    next: RESTART,
  },
];

/** The name of the server in every client. */
export const SERVER = 'headroom';
