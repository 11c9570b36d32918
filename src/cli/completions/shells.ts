// Completion scripts. Each script lists all words, so completing starts no program.
import type { Words } from './words.js';

/** The supported shells. */
export type Shell = 'bash' | 'zsh' | 'fish';

export const SHELLS: Readonly<Record<Shell, (all: readonly Words[]) => string>> = { bash, zsh, fish };

const listOf = ({ words }: Words): string => words.map(({ word }) => word).join(' ');
/** Quotes a summary for single quotes. */
const quoted = (text: string): string => text.replaceAll(/['\\\n:[\]]/g, ' ');

function bash(all: readonly Words[]): string {
  const cases = all.map((own) => `    '${own.behind}') words='${listOf(own)}' ;;\n`).join('');
  return `_headroom() {
  local words='' behind="\${COMP_WORDS[*]:1:COMP_CWORD-1}"
  case "$behind" in
${cases}    *) behind="\${COMP_WORDS[1]}"; case "$behind" in
${cases}    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _headroom headroom
`;
}

function zsh(all: readonly Words[]): string {
  const cases = all
    .map(({ behind, words }) => {
      const list = words.map(({ word, summary }) => `'${word}:${quoted(summary)}'`).join(' ');
      return `    '${behind}') choices=(${list}) ;;\n`;
    })
    .join('');
  return `#compdef headroom
_headroom() {
  local behind="\${words[2,CURRENT-1]}"
  local -a choices
  case "$behind" in
${cases}  esac
  _describe headroom choices || _files
}
if [ "$funcstack[1]" = _headroom ]; then _headroom "$@"; else compdef _headroom headroom; fi
`;
}

function fish(all: readonly Words[]): string {
  const lines = all.flatMap(({ behind, words }) =>
    words.map(({ word, summary }) => {
      const when = `test (string join ' ' (commandline -opc)[2..]) = '${behind}'`;
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`;
      return `complete -c headroom -n "${when}" ${what} -d '${quoted(summary)}'\n`;
    }),
  );
  return lines.join('');
}
