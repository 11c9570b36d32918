import type { Command } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { COMMANDS } from '../../dist/src/cli/commands.js';
import { program, run } from '../../dist/src/cli/program.js';
import { Workplace } from './headroom.js';

const place = new Workplace();
const names = Object.keys(COMMANDS);

/** Runs the command line in this process, which is faster than a process for each command. */
async function inThisProcess(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    }),
  );
  try {
    return { code: await run(args), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('the command line', () => {
  it('documents every command, argument and option', async () => {
    const all = await program(names);
    const walk = (command: Command): Command[] => [command, ...command.commands.flatMap(walk)];
    for (const command of walk(all)) {
      expect(command.description(), command.name()).not.toBe('');
      for (const { flags, description } of command.options)
        expect(description, `${command.name()} ${flags}`).not.toBe('');
      for (const argument of command.registeredArguments)
        expect(argument.description, `${command.name()} ${argument.name()}`).not.toBe('');
    }
    expect(all.commands.map((command) => command.name())).toEqual(names);
  });

  it.each([
    [['compress'], 'elide, and keep the originals in this folder', true],
    [['explain'], 'nothing is stored', true],
    [['expand'], 'read the originals from the store in this folder', true],
    [['retrieve'], 'read the originals from the store in this folder', false],
    [['store', 'clear'], 'the folder of the store', false],
    [['mcp', 'serve'], 'that keeps and serves the originals', false],
    [['mcp', 'wrap'], 'elide, and keep the originals in this folder', false],
  ])('says what %j does with its store', async (words, use, hasFile) => {
    const { stdout } = await inThisProcess(...words, '--help');
    const [, store] = /--store \[folder\] +([^]*?)\n +--scope/.exec(stdout)!;
    const text = store!.replaceAll(/\s+/g, ' ');
    expect(text).toContain(use);
    expect(text.includes('write it behind FILE')).toBe(hasFile);
  });

  it('loads only the command that is used', async () => {
    const { commands } = await program(['explain', 'file.json']);
    expect(commands.filter((command) => command.options.length > 0).map((command) => command.name())).toEqual([
      'explain',
    ]);
  });

  it.each(names)('prints the help of %s', async (name) => {
    const printed = await inThisProcess(name, '--help');
    expect(printed).toEqual({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`^Usage: headroom ${name}(\\|\\w+)? \\[options\\]`)),
      stderr: '',
    });
    expect(await inThisProcess('help', name)).toEqual(printed);
  });

  it('every command prints its help, and refuses an unknown flag', async () => {
    const walk = (command: Command, before: readonly string[]): (readonly string[])[] =>
      command.commands.flatMap((own) => [[...before, own.name()], ...walk(own, [...before, own.name()])]);
    for (const words of walk(await program(names), []).filter(({ length }) => length > 1)) {
      expect(await inThisProcess(...words, '--help'), words.join(' ')).toMatchObject({ code: 0, stderr: '' });
      const { code, stderr } = await inThisProcess(...words, '--no-such-flag');
      expect({ code, stderr }, words.join(' ')).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/^headroom: (unknown option|missing)/),
      });
    }
  });

  it('prints its help and its version', () => {
    const help = place.run(['--help']).stdout.toString();
    for (const name of names) expect(help, name).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    for (const args of [['-h'], ['help']]) expect(place.run(args).stdout.toString()).toBe(help);
    expect(place.run(['--version']).stdout.toString()).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(place.run([])).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: headroom') });
  });

  it.each([
    [['compres'], "headroom: unknown command 'compres' (did you mean compress?)"],
    [['compress', '--formt', 'rows'], "headroom: unknown option '--formt' (did you mean --format?)"],
    [
      ['compress', '--format', 'xml'],
      "headroom: option '--format <format>' argument 'xml' is invalid. Allowed choices are rows, columns, text.",
    ],
    [
      ['explain', '--policy', 'greedy'],
      "headroom: option '--policy <policy>' argument 'greedy' is invalid. Allowed choices are agent, oneshot.",
    ],
    [['compress', '--json', '--diff'], "headroom: option '--json' cannot be used with option '--diff'"],
    [['expand', 'a', 'b'], "headroom: too many arguments for 'expand'. Expected 1 argument but got 2."],
    [
      ['discover', '--price', 'cheap'],
      "headroom: option '--price <dollars>' argument 'cheap' is invalid. Give a number of dollars.",
    ],
    [
      ['discover', '--limit', '0'],
      "headroom: option '--limit <count>' argument '0' is invalid. Give a whole number, at least 1.",
    ],
  ])('refuses %j', (args, line) => {
    const { code, stdout, stderr } = place.run(args);
    expect({ code, stderr, stdout: stdout.toString() }).toEqual({ code: 2, stderr: `${line}\n`, stdout: '' });
  });

  it.each([
    [['compress', 'nowhere.txt'], 'headroom: cannot read nowhere.txt: there is no such file or folder'],
    [['explain', '.'], 'headroom: cannot read .: it is a folder'],
    [
      ['compress', '-', '-o', 'nowhere/out.txt'],
      'headroom: cannot write nowhere/out.txt: there is no such file or folder',
    ],
    [['discover', 'nowhere'], 'headroom: cannot read nowhere: there is no such file or folder'],
    [['discover', '.'], 'headroom: no transcripts in .'],
  ])('says why %j failed', (args, line) => {
    const { code, stdout, stderr } = place.run(args, 'text');
    expect({ code, stderr, stdout: stdout.toString() }).toEqual({ code: 1, stderr: `${line}\n`, stdout: '' });
  });

  it('names an invalid setting', () => {
    const { code, stderr } = place.run(['compress'], 'text', { HEADROOM_POLICY: 'greedy' });
    expect(code).toBe(2);
    expect(stderr).toBe('headroom: option `policy`: one of agent, oneshot (set by HEADROOM_POLICY)\n');
  });

  it.each([['compress'], ['expand'], ['explain']])('refuses a file as the folder of a store: %s', (command) => {
    const file = place.write('input.log', 'some text\n');
    for (const args of [
      ['--store', file],
      [`--store=${file}`, file],
    ]) {
      const { code, stdout, stderr } = place.run([command, ...args], 'what is piped in');
      expect({ code, stdout: stdout.toString() }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toBe(
        `headroom: \`--store ${file}\` names a file, but a store is a folder. To read that file with the platform's store, write \`${file} --store\`. To choose a folder, write \`--store=FOLDER\`\n`,
      );
    }
    expect(place.run([command, file, '--store']).code).toBe(0);
    expect(place.run([command, file, '--store=folder']).code).toBe(0);
  });

  it('prints its version with -v, too', () => {
    expect(place.run(['-v']).stdout.toString()).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('shows the place of a failure in the code only on request', () => {
    expect(place.run(['compress', 'nowhere.txt']).stderr.split('\n')).toHaveLength(2);
    expect(place.run(['compress', 'nowhere.txt'], '', { HEADROOM_DEBUG: '1' }).stderr).toMatch(
      /\n +at .*\breadInput\b/,
    );
  });
});
