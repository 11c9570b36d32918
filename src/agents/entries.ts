// Configuration entries that several agents share.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../config/index.js';
import type { ConfigPart, Launch, McpPart } from './agent.js';

export const RESTART = 'Restart it, then ask it to list its MCP tools.';

/** A server as its command and arguments. */
export const plain = ({ command, args }: Launch): object => ({ command, args });
export const stdio = (launch: Launch): object => ({ type: 'stdio', ...plain(launch) });
/** A server in the form of opencode and its relatives. */
export const local = ({ command, args }: Launch): object => ({
  type: 'local',
  command: [command, ...args],
  enabled: true,
});

/** A JSON file that lists servers under `mcpServers`, the most common form. */
export function mcpServers(
  file: McpPart['file'],
  { entry = plain, next = RESTART, remote }: Partial<Pick<McpPart, 'entry' | 'next' | 'remote'>> = {},
): McpPart {
  return { format: 'json', container: 'mcpServers', file, entry, next, ...(remote && { remote }) };
}

/** Servers over HTTP, in the forms of several agents. */
export const byUrl = (url: string): object => ({ url });
export const byHttp = (url: string): object => ({ type: 'http', url });
export const byHttpUrl = (httpUrl: string): object => ({ httpUrl });
export const byRemote = (url: string): object => ({ type: 'remote', url, enabled: true });

/** True if a folder exists in the user's home. */
export function hasFolder(...path: string[]): (folders: ClientFolders) => boolean {
  return ({ home }) => existsSync(join(home, ...path));
}

/** The first of several files that exists, or else the last. */
export function firstOf(...files: string[]): string {
  return files.find((file) => existsSync(file)) ?? files.at(-1)!;
}

/** A hook in the form of Claude Code, which other agents use, too. */
export function hookIn(file: string, event: string, matcher: string, handler: object): ConfigPart {
  const value = { matcher, hooks: [handler] };
  return { file, format: 'json', entries: [{ path: ['hooks', event], value, isItem: true }] };
}

/** A JSON file that is ours completely. */
export function jsonFile(file: string, value: object): ConfigPart {
  return wholeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** A file that is ours completely. */
export function wholeFile(file: string, text: string): ConfigPart {
  return { file, format: 'whole', entries: [{ path: [], value: text }] };
}
