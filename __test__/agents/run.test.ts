// `headroom run` is the program that it runs, but for the length of its output.
import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { MAIN, Workplace } from '../cli/headroom.js';
import { LOG } from './log.js';

const place = new Workplace();
const expanded = (text: string): string => place.run(['expand'], text).stdout.toString();
const log = place.write('build.log', LOG);
const node = (script: string): string[] => ['run', '--', process.execPath, '-e', script];

describe.skipIf(process.platform === 'win32')('run', () => {
  it('prints a short form, from which the output comes back', () => {
    const { code, stdout, stderr } = place.run(['run', '--', 'cat', log]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.length).toBeLessThan(LOG.length / 2);
    expect(expanded(stdout.toString())).toBe(LOG);
  });

  it('elides into a store, and says how to fetch it', () => {
    const { stdout } = place.run(['run', '--store=originals', '--', 'cat', log]);
    const [, handle] = /headroom_retrieve (\w{16})/.exec(stdout.toString())!;
    expect(stdout.toString()).toContain('headroom retrieve HANDLE');
    expect(place.run(['retrieve', handle!, '--store=originals']).stdout.toString()).toBe(LOG);
  });

  it('keeps the two streams apart, standard input and the exit code', () => {
    const script = 'process.stdin.pipe(process.stdout); console.error("e"); process.exitCode = 42';
    const { code, stdout, stderr } = place.run(node(script), 'from stdin\n');
    expect({ code, stdout: stdout.toString(), stderr }).toEqual({ code: 42, stdout: 'from stdin\n', stderr: 'e\n' });
  });

  it('passes bytes on that are no text, and output that is too long to hold', () => {
    const bytes = Buffer.from([0, 255, 254, 10, 13]);
    expect(place.run(node('process.stdout.write(Buffer.from([0,255,254,10,13]))')).stdout.equals(bytes)).toBe(true);
    const { code, stdout } = place.run(
      node('const b = Buffer.alloc(1e6, "a line\\n"); for (let i = 0; i < 100; i++) process.stdout.write(b)'),
    );
    expect({ code, length: stdout.length }).toEqual({ code: 0, length: 1e8 });
  });

  it('ends as the program does that a signal ends, with its output', async () => {
    const child = spawn(
      process.execPath,
      [MAIN, ...node('console.log("started"); console.error("ready"); setInterval(() => {}, 1e6)'), '--'],
      {
        env: place.env(),
      },
    );
    let out = '';
    child.stdout.on('data', (data) => (out += data));
    // What the program printed is held, so the signal waits until it has a process of its own.
    const sh = spawn('sh', ['-c', `until pgrep -P ${child.pid} >/dev/null; do :; done`]);
    await new Promise((resolve) => sh.once('exit', resolve));
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(130);
    expect(['', 'started\n']).toContain(out);
  });

  it('passes output on as it comes after a while', async () => {
    const child = spawn(
      process.execPath,
      [
        MAIN,
        'run',
        '--hold',
        '1',
        '--',
        process.execPath,
        '-e',
        'console.log("first"); process.stdin.once("data", () => process.exit(0))',
      ],
      {
        env: place.env(),
      },
    );
    const first = await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve));
    expect(first.toString()).toBe('first\n');
    child.stdin.end('go on');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });

  it('says what is missing as a shell does', () => {
    expect(place.run(['run', '--', 'no-such-program'])).toMatchObject({
      code: 127,
      stderr: 'headroom: there is no program no-such-program\n',
    });
    expect(place.run(['run']).code).toBe(2);
  });

  it('ends with its reader', () => {
    const { code } = place.run([
      'run',
      '--',
      'sh',
      '-c',
      `"${process.execPath}" "${MAIN}" run -- cat "${log}" | head -n 1`,
    ]);
    expect(code).toBe(0);
  });
});
