// The order of precedence: call > instance > environment > the user's file > default. The tests use
// `historyMayBeDropped`, which prevents references.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, inProcess, withFolder } from '../support/process.js';

const FILE = Array.from(
  { length: 40 },
  (_, line) => `let value_${line} = compute(${line * 37}, "constant ${line}");`,
).join('\n');
const MESSAGES = [1, 2].flatMap((id) => [
  { role: 'assistant', content: [{ type: 'tool_use', id: `t${id}`, name: 'Bash', input: { command: `run ${id}` } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${id}`, content: FILE }] },
]);

/** Whether the second result refers to the first, if `historyMayBeDropped` is set in these places. */
function refers({
  call,
  instance,
  file,
  env,
  config,
}: {
  call?: boolean;
  instance?: boolean;
  file?: boolean;
  env?: string;
  config?: boolean;
}): Promise<unknown> {
  const options = (set: boolean | undefined): string =>
    JSON.stringify(set === undefined ? {} : { historyMayBeDropped: set });
  return withFolder((folder) => {
    mkdirSync(join(folder, '.config/headroom'), { recursive: true });
    if (file !== undefined) writeFileSync(join(folder, '.config/headroom/config.json'), options(file));
    if (config !== undefined) writeFileSync(join(folder, 'other.json'), options(config));
    return inFolder(
      folder,
      `const result = await new headroom.Headroom(${options(instance)}).compress(${JSON.stringify(MESSAGES)}, ${options(call)});
       console.log(JSON.stringify(result.transformsApplied.includes('references')));`,
      {
        ...(env === undefined ? {} : { HEADROOM_HISTORY_MAY_BE_DROPPED: env }),
        ...(config === undefined ? {} : { HEADROOM_CONFIG: join(folder, 'other.json') }),
      },
    );
  });
}

const FAILURE = `try { new headroom.Headroom(); console.log('null'); } catch ({ name, option, nearest, message }) { console.log(JSON.stringify({ name, option, nearest, message })); }`;

/** The error for a configuration file that `make` creates. */
const saidOf = (make: (path: string) => void): Promise<unknown> =>
  withFolder((folder) => {
    make(join(folder, 'settings.json'));
    return inFolder(folder, FAILURE, { HEADROOM_CONFIG: join(folder, 'settings.json') });
  });

describe('configuration', () => {
  it.each([
    ['the default', {}, true],
    ["the user's file over the default", { file: true }, false],
    ["the environment over the user's file", { env: '1', file: false }, false],
    ["the file that HEADROOM_CONFIG names in place of the user's", { file: true, config: false }, true],
    ['the environment over that file, too', { env: '0', config: true }, true],
    ['the instance over the environment', { env: '0', instance: true }, false],
    ['the call over the instance', { file: true, instance: true, call: false }, true],
    ['the call over all', { env: '0', file: false, instance: false, call: true }, false],
  ])('prefers %s', async (_, places, expected) => {
    expect(await refers(places)).toBe(expected);
  });

  it('is never read from the working folder', async () => {
    const options = JSON.stringify({ historyMayBeDropped: true, store: true, polcy: 'agent' });
    const script = `console.log(JSON.stringify((await new headroom.Headroom().compress(${JSON.stringify(MESSAGES)})).transformsApplied.includes('references')));`;
    const names = ['headroom.json', '.headroom.json', 'config.json', '.headroomrc', 'models.json'];
    expect(await inProcess(script, { files: Object.fromEntries(names.map((name) => [name, options])) })).toBe(true);
  });

  it('names a wrong variable, but not its value', async () => {
    const failure = (env: Record<string, string>): Promise<unknown> => inProcess(FAILURE, { env });
    expect(await failure({ HEADROOM_EXACT_ONLY: 'hunter2' })).toMatchObject({
      option: 'HEADROOM_EXACT_ONLY',
      message: 'HEADROOM_EXACT_ONLY must be 1 or 0',
    });
    expect(await failure({ HEADROOM_POLICY: 'agnet' })).toMatchObject({
      name: 'ConfigurationError',
      option: 'policy',
      nearest: 'agent',
      message: 'option `policy`: one of agent, oneshot (did you mean `agent`?) (set by HEADROOM_POLICY)',
    });
    expect(await failure({ HEADROOM_MODE: 'hunter2' })).toMatchObject({
      option: 'mode',
      message: 'option `mode`: optimize, simulate or audit (set by HEADROOM_MODE)',
    });
    expect(await failure({ HEADROOM_STORE: 'ture' })).toMatchObject({
      option: 'store',
      message: expect.stringMatching(/absolute path.*\(set by HEADROOM_STORE\)$/),
    });
    expect(await failure({ HEADROOM_CONFIG: 'absent.json' })).toMatchObject({
      option: 'HEADROOM_CONFIG',
      message: 'absent.json does not exist: HEADROOM_CONFIG names it',
    });
    expect(await failure({})).toBeNull();
  });

  it.each([
    ['1', true],
    ['true', true],
    ['ON', true],
    ['yes', true],
    ['0', false],
    ['false', false],
    ['off', false],
    ['No', false],
    ['', false],
  ])('turns the store on or off: HEADROOM_STORE=%s', async (word, isOn) => {
    const script = `
      const instance = new headroom.Headroom();
      console.log(JSON.stringify(await instance.originals().then(() => true, () => false)));`;
    expect(await inProcess(script, { env: { HEADROOM_STORE: word } })).toBe(isOn);
  });

  it('can turn the store off if a file turns it on', () =>
    withFolder((folder) => {
      const settings = join(folder, 'settings.json');
      writeFileSync(settings, '{"store":true}');
      const script = `console.log(JSON.stringify([await new headroom.Headroom().originals().then(() => true, () => false), await new headroom.Headroom({ store: ':memory:' }).originals().then(() => true)]));`;
      expect(inFolder(folder, script, { HEADROOM_CONFIG: settings })).toEqual([true, true]);
      expect(inFolder(folder, script, { HEADROOM_CONFIG: settings, HEADROOM_STORE: '0' })).toEqual([false, true]);
      expect(
        inFolder(folder, script.replace('new headroom.Headroom()', 'new headroom.Headroom({ store: false })'), {
          HEADROOM_CONFIG: settings,
        }),
      ).toEqual([false, true]);
    }));
});

describe('a configuration file', () => {
  const write =
    (text: string | Uint8Array, mode = 0o600) =>
    (path: string): void =>
      writeFileSync(path, text, { mode });

  it.each<[string, (path: string) => void, object]>([
    [
      'an unknown key',
      write('{"polcy":"agent"}'),
      { option: 'polcy', nearest: 'policy', message: expect.stringMatching(/settings\.json\)$/) },
    ],
    [
      'a wrong value',
      write('{"policy":"hunter2"}'),
      { option: 'policy', message: expect.stringMatching(/settings\.json\)$/) },
    ],
    [
      'a wrong value within a group',
      write('{"selection":{"json":{"keepFirst":"hunter2"}}}'),
      { option: 'selection.json.keepFirst', message: expect.stringMatching(/settings\.json\)$/) },
    ],
    [
      'a store of a wrong type',
      write('{"store":{"hunter2":1}}'),
      { option: 'store', message: expect.stringMatching(/settings\.json\)$/) },
    ],
    [
      'a store that depends on the working folder',
      write('{"store":"hunter2"}'),
      { option: 'store', message: expect.stringMatching(/absolute path/) },
    ],
    [
      'a file that is not JSON',
      write('hunter2 is the password'),
      { message: expect.stringMatching(/settings\.json is not JSON/) },
    ],
    [
      'JSON that ends too early',
      write('{\n  "policy": "agent"'),
      { message: expect.stringMatching(/settings\.json is not JSON/) },
    ],
    ['a list', write('["hunter2"]'), { message: expect.stringMatching(/settings\.json does not hold an object$/) }],
    ['nothing', write(''), { message: expect.stringMatching(/settings\.json is not JSON/) }],
    [
      'bytes that are not UTF-8',
      write(Uint8Array.of(123, 0xff, 125)),
      { message: expect.stringMatching(/settings\.json is not UTF-8$/) },
    ],
    [
      'a file that is too large',
      write(`{"policy":"agent"${' '.repeat(1 << 20)}}`),
      { message: expect.stringMatching(/settings\.json is longer than 1048576 bytes$/) },
    ],
    [
      'a folder',
      (path) => mkdirSync(path),
      { message: expect.stringMatching(/settings\.json is not a regular file$/) },
    ],
  ])('is rejected by name, without its contents: %s', async (_, make, expected) => {
    const said = (await saidOf(make)) as { message: string };
    expect(said).toMatchObject({ name: 'ConfigurationError', ...expected });
    expect(JSON.stringify(said)).not.toContain('hunter2');
  });

  it('may start with a byte order mark', async () => {
    expect(await saidOf(write('\ufeff{"policy":"agent"}'))).toBeNull();
  });

  describe.skipIf(process.platform === 'win32')('on POSIX', () => {
    it('is rejected if it is not a regular file, without hanging', async () => {
      expect(await saidOf((path) => execFileSync('mkfifo', [path]))).toMatchObject({
        message: expect.stringMatching(/is not a regular file$/),
      });
      for (const device of ['/dev/zero', '/dev/null', '/dev/stdin'])
        expect(await saidOf((path) => symlinkSync(device, path))).toMatchObject({
          message: expect.stringMatching(/is not a regular file$|cannot be read/),
        });
      expect(await saidOf((path) => symlinkSync(path, path))).toMatchObject({
        message: expect.stringMatching(/cannot be read \(ELOOP\)$/),
      });
    });

    it('that is a link has no error about the contents of its target', async () => {
      const said = await saidOf((path) => {
        writeFileSync(`${path}.secret`, 'hunter2 is the password', { mode: 0o600 });
        symlinkSync(`${path}.secret`, path);
      });
      expect(JSON.stringify(said)).not.toContain('hunter2');
    });

    it('may be a link to a file that the user owns', async () => {
      expect(
        await saidOf((path) => {
          writeFileSync(`${path}.own`, '{"policy":"agent"}', { mode: 0o600 });
          symlinkSync(`${path}.own`, path);
        }),
      ).toBeNull();
    });

    it.each([0o620, 0o602, 0o666])('is rejected if others can write it: %o', async (mode) => {
      const said = await saidOf((path) => {
        writeFileSync(path, '{}');
        chmodSync(path, mode);
      });
      expect(said).toMatchObject({
        name: 'ConfigurationError',
        message: expect.stringMatching(/settings\.json may be written by others: .*chmod go-w/),
      });
    });

    it.skipIf(process.getuid?.() !== 0)('is rejected if another user owns it', async () => {
      const said = await saidOf((path) => {
        writeFileSync(path, '{}', { mode: 0o600 });
        chownSync(path, 12_345, 12_345);
      });
      expect(said).toMatchObject({ message: expect.stringMatching(/settings\.json belongs to another user/) });
    });

    it('is checked in the same way if it has models', () =>
      withFolder((folder) => {
        const script = `try { headroom.modelInfo('gpt-5'); console.log('null'); } catch ({ name, message }) { console.log(JSON.stringify({ name, message })); }`;
        const path = join(folder, 'list.json');
        execFileSync('mkfifo', [path]);
        expect(inFolder(folder, script, { HEADROOM_MODELS: path })).toMatchObject({
          name: 'ConfigurationError',
          message: expect.stringMatching(/list\.json is not a regular file$/),
        });
        expect(inFolder(folder, script, { HEADROOM_MODELS: '/dev/zero' })).toMatchObject({
          message: '/dev/zero is not a regular file',
        });
        mkdirSync(join(folder, '.config/headroom'), { recursive: true });
        writeFileSync(join(folder, '.config/headroom/models.json'), '"hunter2');
        expect(JSON.stringify(inFolder(folder, script))).toMatch(/models\.json is not JSON(?!.*hunter2)/);
      }));
  });
});
