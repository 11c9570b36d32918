// Nothing from a path, a transcript, a store or a text can control the terminal or reorder what it shows.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WriteStream } from 'node:tty';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../dist/src/cli/commands.js';
import { printable, printableLines, write } from '../../dist/src/cli/terminal.js';
import { MAIN, Workplace } from './headroom.js';

const place = new Workplace();
/**
 * One character of each kind that must not be printed: C0 and C1 controls, separators, bidirectional controls, half a
 * surrogate pair.
 */
const STEERING = [
  '\u0007',
  '\b',
  '\u001b[31m',
  '\u007f',
  '\u009b31m',
  '\u2028',
  '\u2029',
  '\u061c',
  '\u200e',
  '\u200f',
  '\u202a',
  '\u202e',
  '\u2066',
  '\u2069',
];
const BAD = /[\0-\b\v-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const EVIL = STEERING.join('x');
/** Characters that a file name may contain. */
const NAME = `evil${STEERING.join('-')}`;

describe('printed text', () => {
  it.each(STEERING.map((sign) => [JSON.stringify(sign), sign]))('has a blank in place of %s', (_, sign) => {
    expect(printable(`a${sign}b`)).not.toMatch(BAD);
    expect(printableLines(`a${sign}b\n\tc`)).not.toMatch(BAD);
    expect(printableLines(`a${sign}b\n\tc`)).toMatch(/\n\tc$/);
  });

  it('is well-formed, and keeps what people write', () => {
    expect(printable('a\ud83db')).toBe('a\ufffdb');
    for (const text of ['naïve 日本語 👩‍💻 עברית العربية', 'e\u0301']) expect(printable(text)).toBe(text);
    expect(printable('one\ntwo\tthree\r')).toBe('one two three ');
  });

  it('goes to a pipe unchanged, and to a terminal in a safe form', async () => {
    const written: unknown[] = [];
    const stream = (isTTY: boolean): WriteStream =>
      ({
        isTTY,
        write: (data: unknown, done: () => void) => {
          written.push(data);
          done();
        },
      }) as never;
    await write(stream(false), EVIL);
    expect(written.pop()).toBe(EVIL);
    await write(stream(true), EVIL);
    expect(written.pop()).not.toMatch(BAD);
    await write(stream(true), Buffer.from(`${EVIL}\n`));
    expect(written.pop()).not.toMatch(BAD);
  });
});

const text = place.write(NAME, `${EVIL}\n${Array.from({ length: 60 }, (_, at) => `${at}: ${EVIL}`).join('\n')}\n`);
mkdirSync(join(place.folder, 'source'));
place.write(`source/${NAME}.py`, `def ${STEERING.join('')}run(a='${EVIL}'):\n    pass\n`);
const messages = place.write(
  `${NAME}.json`,
  JSON.stringify([
    { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: EVIL, input: { file_path: EVIL } }] },
    {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: 'a',
          content: Array.from({ length: 60 }, (_, at) => `${at}: ${EVIL}`).join('\n'),
        },
      ],
    },
  ]),
);
mkdirSync(join(place.folder, 'sessions'));
const record = (message: object): string => JSON.stringify({ type: (message as { role: string }).role, message });
const transcript = place.write(
  `sessions/${NAME}.jsonl`,
  [
    record({ role: 'user', content: EVIL }),
    record({
      role: 'assistant',
      id: 'm',
      model: EVIL,
      content: [{ type: 'tool_use', id: 'a', name: EVIL, input: {} }],
    }),
    record({ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: EVIL }] }),
    record({ role: 'assistant', id: 'n', model: EVIL, content: 'ok' }),
    `{${EVIL}`,
  ].join('\n'),
);
const nowhere = `nowhere${NAME}`;

/** Providers that do not answer. */
const NOBODY = ['anthropic', 'openai', 'gemini'].flatMap((name) => [`--${name}-api-url`, 'http://127.0.0.1:1']);

/** The runs of each command. Output that is data, such as a result in a pipe, is not meant for people. */
const RUNS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  compress: [
    [text, '--diff'],
    [messages, '--diff'],
    [text, '-o', 'out.txt'],
    [messages, '-o', 'out.json'],
    [nowhere],
    [text, '-o', `${nowhere}/x`],
    ['--store', text],
    [text, `--${NAME}`],
    [text, '--format', EVIL],
    [text, 'b', EVIL],
    ['--json', messages],
  ],
  expand: [[nowhere], ['--store', text], [text, EVIL]],
  explain: [
    [text],
    [messages],
    [messages, '--side-by-side'],
    [text, '--side-by-side'],
    [messages, '--pruning'],
    [messages, '--json'],
    [nowhere],
  ],
  retrieve: [
    [EVIL, '--store', 'state'],
    [EVIL, '--store', text],
    ['q9w1dfwf077ymga1', '--store', 'state', '--lines', EVIL],
  ],
  store: [
    ['list', '--store', NAME, '--all'],
    ['list', '--store', text],
    ['show', EVIL, '--store', NAME],
    ['stats', '--store', NAME],
    ['verify', '--store', NAME],
    ['clear', '--all', '--store', NAME],
    [EVIL],
  ],
  map: [[join(place.folder, 'source')], [place.folder, '--json'], [nowhere], ['--tokens', EVIL], [EVIL]],
  models: [
    ['list'],
    ['add', 'model', nowhere],
    ['add', EVIL, EVIL],
    ['remove', EVIL],
    ['pull', EVIL, EVIL, '--sha256', EVIL],
    ['pull', 'model', EVIL, '--sha256', `tokenizer.json=${'0'.repeat(64)}`, `model.onnx=${'0'.repeat(64)}`],
  ],
  savings: [
    ['sessions'],
    ['sessions', '--html', NAME],
    ['sessions', '--html', `${nowhere}/x`],
    [transcript],
    [nowhere],
    [place.folder, EVIL],
    ['sessions', '--price', EVIL],
    ['sessions', '--json'],
  ],
  proxy: [
    ['--check', '--host', EVIL, '--store', NAME, ...NOBODY],
    ['--check', '--upstream', `${EVIL}=http://127.0.0.1:1`],
    ['--upstream', `own=${EVIL}`],
    ['--upstream', EVIL],
    ['--host', EVIL],
    ['--port', EVIL],
    ['--mode', EVIL],
    ['--store', text],
    [EVIL],
  ],
  mcp: [
    ['serve', '--store', text],
    ['serve', '--http', '--host', EVIL],
    ['serve', '--port', EVIL],
    ['wrap', '--', nowhere],
    ['install'],
    ['install', EVIL],
    ['install', 'claude', '--dry-run'],
    ['uninstall', 'claude'],
    ['status'],
    [EVIL],
  ],
  wrap: [[], ['--json'], ['claude', '--dry-run', '--', EVIL], ['claude', '--program', EVIL], [EVIL]],
  unwrap: [[], ['claude'], [EVIL]],
  hook: [['install', 'claude', '--dry-run'], ['uninstall', 'claude'], ['install', EVIL], [EVIL]],
  run: [['--', nowhere], ['--hold', EVIL], []],
  stats: [
    ['--file', place.write('savings.jsonl', JSON.stringify({ hour: 0, model: EVIL, requests: 1 })), '--by', 'model'],
    ['--file', EVIL],
    ['--by', EVIL],
    ['--port', '1'],
    ['--port', EVIL],
    [EVIL],
  ],
  dashboard: [['--port', '1'], ['--port', EVIL], [EVIL]],
  perf: [['--runs', '1'], ['--runs', EVIL], [EVIL]],
  doctor: [[], ['--fix'], ['--json'], [EVIL]],
  statusline: [['install', '--dry-run'], ['uninstall'], ['print'], [EVIL]],
  config: [
    ['show'],
    ['show', '--json'],
    ['path'],
    ['unset', EVIL],
    ['set', EVIL, EVIL],
    ['set', 'policy', EVIL],
    ['validate'],
    [EVIL],
  ],
  count: [[text], [messages, '--json'], [nowhere], [text, '--model', EVIL]],
  detect: [[text], [nowhere], [text, EVIL]],
  completions: [['bash'], ['zsh'], ['fish'], [EVIL]],
  man: [[], [EVIL]],
  update: [[], ['--json'], [EVIL]],
  uninstall: [['--dry-run'], ['--json'], [EVIL]],
};

describe('no command prints control characters', () => {
  it('and every command is listed here', () => {
    expect(Object.keys(RUNS)).toEqual(Object.keys(COMMANDS));
  });

  it.each(
    Object.entries(RUNS).flatMap(([command, runs]) =>
      runs.map((args, at) => [`${command}, ${at}`, command, args] as const),
    ),
  )('%s', (_, command, args) => {
    const { stdout, stderr, code } = place.run([command, ...args], '', { HEADROOM_SCOPE: 'scope' });
    expect(stderr).not.toMatch(BAD);
    // JSON escapes control characters, but not separators and bidirectional controls, which are harmless for a
    // program.
    if (!args.includes('--json')) expect(stdout.toString()).not.toMatch(BAD);
    expect(stdout.length + stderr.length, `exit ${code}`).toBeGreaterThan(0);
  });

  it('also not for an unknown command or an invalid setting', () => {
    expect(place.run([EVIL]).stderr).not.toMatch(BAD);
    const { stderr } = place.run(['compress', text], '', { HEADROOM_CONFIG: nowhere });
    expect(stderr).toMatch(/does not exist: HEADROOM_CONFIG names it\n$/);
    expect(stderr).not.toMatch(BAD);
  });

  it('also not in a warning', () => {
    const file = place.write('a file', 'text');
    const { stderr } = place.run(['compress', text, '-q'], '', { HEADROOM_STORE: join(file, EVIL) });
    expect(stderr).toMatch(/^headroom: warning: /);
    expect(stderr).not.toMatch(BAD);
  });
});

const hasTerminal = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
const quoted = (args: readonly string[]): string => args.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(' ');

describe.skipIf(!hasTerminal)('at a terminal', () => {
  const terminal = (args: readonly string[]): string[] => [
    '-qefc',
    quoted([process.execPath, MAIN, ...args]),
    '/dev/null',
  ];
  const shown = (args: readonly string[]): string =>
    spawnSync('script', terminal(args), {
      cwd: place.folder,
      env: place.env({ TERM: 'xterm' }),
      input: '',
      encoding: 'utf8',
    }).stdout;
  /** These are our own colours. */
  const withoutStyles = (output: string): string => output.replaceAll(/\u001b\[(?:1|2|22|31|32|36|39)m|\r/g, '');

  it.each([
    ['compress', text],
    ['compress', messages],
    ['expand', text],
    ['explain', messages],
    ['compress', text, '--diff'],
    ['discover', 'sessions'],
  ])('%s %s shows nothing that steers it', (...args) => {
    expect(withoutStyles(shown(args.filter((arg) => arg !== undefined)))).not.toMatch(BAD);
  });

  it('the table starts on a line of its own', () => {
    const file = place.write('no line end.txt', 'one\ntwo');
    expect(withoutStyles(shown(['compress', file]))).toMatch(/^one\ntwo\ninput +tokens/);
  });

  it('Ctrl-C ends a long run', async () => {
    const large = place.write(
      'large.log',
      Array.from(
        { length: 600_000 },
        (_, at) => `2031-05-01T10:00:00Z INFO request ${(at * 7919) % 99_991} took ${at % 977} ms\n`,
      ).join(''),
    );
    const run = spawn('script', terminal(['compress', large, '-o', 'large.out']), {
      cwd: place.folder,
      env: place.env({ TERM: 'xterm' }),
    });
    run.stdout.on('data', (data: Buffer) => {
      if (data.includes('Compressing')) run.stdin.write('\u0003');
    });
    const code = await new Promise((resolve) => run.once('exit', resolve));
    expect(code).toBe(130);
  });
});
