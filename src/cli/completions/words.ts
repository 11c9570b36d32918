import type { Command } from 'commander';

/** The words that may follow some other words. */
export interface Words {
  /** The words before, without the name of the program. */
  readonly behind: string;
  readonly words: readonly { readonly word: string; readonly summary: string }[];
}

/** Lists what may follow each command and subcommand. */
export function wordsOf(root: Command, behind: string = ''): Words[] {
  const commands = root.commands.map((own) => ({ word: own.name(), summary: own.description() }));
  const options = root.options
    .filter(({ hidden }) => !hidden)
    .map(({ long, short, description }) => ({ word: (long ?? short)!, summary: description }));
  const choices = root.registeredArguments.flatMap(({ argChoices, description }) =>
    (argChoices ?? []).map((word) => ({ word, summary: description })),
  );
  const own = { behind, words: [...commands, ...choices, ...options, { word: '--help', summary: 'print this help' }] };
  return [own, ...root.commands.flatMap((below) => wordsOf(below, `${behind} ${below.name()}`.trim()))];
}
