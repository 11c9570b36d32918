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
      const gone = entries.flatMap(({ value }) => pathsIn(JSON.stringify(value))).find((file) => !existsSync(file));
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

/** Finds full paths of programs and scripts in the text of an entry. */
function pathsIn(text: string): string[] {
  return Array.from(text.matchAll(/(?<=["' ])(?:\/|[A-Za-z]:\\\\)[^"' ]+/g), ([path]) => path.replaceAll('\\\\', '\\'));
}
