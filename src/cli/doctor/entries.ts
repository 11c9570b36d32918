// Checks whether the entries in the agents' files still start this program.
import { existsSync } from 'node:fs';
import { Journal } from '../../files/index.js';
import type { Finding } from './finding.js';

const PURPOSES: Readonly<Record<string, string>> = {
  mcp: 'mcp install',
  hook: 'hook install',
  statusline: 'statusline install',
};

/** An entry has the full path of this program, which may be gone after an update of Node. */
export function checkEntries(): Finding[] {
  return Object.entries(PURPOSES).flatMap(([purpose, command]) =>
    Journal.all(purpose).map(({ name, change: { path, entries } }): Finding => {
      const gone = entries.flatMap(({ value }) => pathsIn(value)).find((file) => !existsSync(file));
      const target = purpose === 'statusline' ? command : `${command} ${name}`;
      if (gone === undefined) return { name: purpose, state: 'ok', said: `${name}: set up in ${path}` };
      return {
        name: purpose,
        state: 'problem',
        said: `${name}: ${path} starts ${gone}, which is not there`,
        advice: `run \`headroom ${target}\` again`,
      };
    }),
  );
}

/** A full path in quotes. */
const QUOTED = /(["'])((?:\/|[A-Za-z]:\\)[^"'\n]+)\1/g;
/** The same, or a full path that is a word of a command. */
const WORD = new RegExp(`${QUOTED.source}|(?<=^| )(?:/|[A-Za-z]:\\\\)[^"'\\s]+`, 'g');

/**
 * Finds full paths of programs and scripts in an entry: in its arguments, in commands, and in the text of a whole file,
 * where a backslash is escaped.
 */
function pathsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(pathsIn);
  // An argument may have blanks, without quotes.
  if (typeof value !== 'string' || existsSync(value)) return [];
  const path = value.includes('\n') ? QUOTED : WORD;
  return Array.from(value.matchAll(path), ([word, , quoted]) => (quoted ?? word).replaceAll('\\\\', '\\'));
}
