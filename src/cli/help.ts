// The help of the program as a whole. It loads no command.
import { COMMANDS, type Group } from './commands.js';

export const DESCRIPTION = 'Compresses what LLM agents read, before the model reads it.';

const GROUPS: Readonly<Record<Group, string>> = {
  agents: 'Use it with agents',
  savings: 'See what it saves',
  texts: 'Work with texts',
  setup: 'Look after it',
};

/** Returns the text that `headroom --help` prints. */
export function rootHelp(): string {
  const names = Object.entries(COMMANDS).map(([name, { alias }]) => (alias === undefined ? name : `${name}|${alias}`));
  const width = Math.max(...names.map(({ length }) => length));
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const rows = Object.values(COMMANDS).flatMap((own, at) =>
      own.group === group ? [`  ${names[at]!.padEnd(width)}  ${own.summary}\n`] : [],
    );
    return `${title}:\n${rows.join('')}`;
  });
  return `Usage: headroom [options] [command]

${DESCRIPTION}

${groups.join('\n')}
Options:
  ${'-v, --version'.padEnd(width)}  print the version
  ${'-h, --help'.padEnd(width)}  print this help

Examples:
  headroom savings            what would have been saved so far, in your agents' transcripts
  headroom wrap claude        run an agent through the proxy
  headroom help wrap          all about a command
`;
}
