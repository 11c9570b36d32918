import type { Command, Option } from 'commander';
import { write } from '../terminal.js';
import { ownVersion } from '../version.js';

/** Defines the command and its arguments. */
export function define(command: Command): void {
  command
    .addHelpText('after', '\nExamples:\n  headroom man | man -l -\n  headroom man > ~/.local/share/man/man1/headroom.1')
    .action(() => write(process.stdout, pageOf(command.parent!)));
}

/** Returns the manual page, in the macros of man(7). */
function pageOf(root: Command): string {
  return [
    `.TH HEADROOM 1 "" "headroom ${ownVersion()}" "User Commands"`,
    `.SH NAME\nheadroom \\- ${roff(root.description())}`,
    '.SH SYNOPSIS\n.B headroom\n.I command\n[\\fIoptions\\fR]',
    '.SH COMMANDS',
    ...root.commands.flatMap((own) => entriesOf(own, '')),
    '.SH EXIT STATUS\n.TP\n0\nThe command succeeded.\n.TP\n1\nIt failed.\n.TP\n2\nThe command line was wrong.\n.TP\n127\nThe program that wrap or run was to start was not found. Else both end as that program ends.',
    '',
  ].join('\n');
}

function entriesOf(command: Command, before: string): string[] {
  const name = `${before}${command.name()}`;
  const options = command.options.filter(({ hidden }) => !hidden).map(optionOf);
  return [
    `.SS headroom ${roff(`${name} ${command.usage()}`)}\n${roff(command.description())}.`,
    ...options,
    ...command.commands.flatMap((below) => entriesOf(below, `${name} `)),
  ];
}

function optionOf({ flags, description }: Option): string {
  return `.TP\n.B ${roff(flags)}\n${roff(description)}`;
}

/** Escapes a text so that nothing in it is a request or an escape. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(/^([.'])/gm, '\\&$1');
}
