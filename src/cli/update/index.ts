import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import type { Command } from 'commander';
import { write } from '../terminal.js';
import { ownVersion } from '../version.js';

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .option('--json', 'print JSON')
    .addHelpText('after', '\nIt opens no connection and changes nothing: it only says which command to run.')
    .action(({ json }: { json?: true }) => {
      const said = { version: ownVersion(), command: commandFor(realpathSync(process.argv[1]!)) };
      const text = `This is version ${said.version}. To get the newest one, run:\n  ${said.command}\n`;
      return write(process.stdout, json ? `${JSON.stringify(said)}\n` : text);
    });
}

/** Returns the command that updates the copy of the package at a path. */
export function commandFor(script: string): string {
  const parts = script.split(sep);
  if (parts.includes('_npx')) return 'npx @headroom/native@latest';
  const isGlobal = parts.includes('lib') || parts.includes('npm') || !parts.includes('node_modules');
  return `npm install ${isGlobal ? '-g ' : ''}@headroom/native@latest`;
}
