// Commands for the setup: their reports are true, and their changes can be undone.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AGENTS } from '../../dist/src/agents/index.js';
import { freePort } from '../agents/stand-in.js';
import { ROOT } from '../support/process.js';
import { MAIN, Workplace } from './headroom.js';

const place = new Workplace();
const out = (args: readonly string[], input = '', env = {}): string => place.run(args, input, env).stdout.toString();
const json = (args: readonly string[], input = '', env = {}): any => JSON.parse(out([...args, '--json'], input, env));
const read = (file: string): string => readFileSync(join(place.folder, file), 'utf8');

describe('the address of a server', () => {
  it.each([
    [['hook', 'install', 'claude', '--proxy-url'], 'http://127.0.0.1:8787'],
    [['mcp', 'install', 'cursor', '--proxy-url'], 'http://127.0.0.1:8787'],
    [['mcp', 'install', 'cursor', '--remote'], 'http://127.0.0.1:8788/mcp'],
  ])('for %j has no query', (args, example) => {
    for (const wrong of ['127.0.0.1:8787', 'ftp://x', 'http:x', 'http://x?a', 'http://x/#a', 'http://me:secret@x', ''])
      expect(place.run([...args, wrong])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(`such as ${example}.`),
      });
    expect(place.run([...args, `${example}/`, '--dry-run']).stdout.toString()).toContain(
      `${example}${example.endsWith('mcp') ? '"' : ''}`,
    );
  });
});

describe('an option that would have no effect is refused', () => {
  it.each([
    [['hook', 'install', 'pi', '--elide'], 'pi cannot elide: leave out --elide'],
    [['hook', 'install', 'codex', '--elide'], 'Codex cannot elide: leave out --elide'],
    [
      ['hook', 'install', 'claude', '--proxy-url', 'http://127.0.0.1:8787', '--elide'],
      'leave out --elide or --proxy-url',
    ],
    [['hook', 'install', 'codex', '--no-mod'], 'Codex runs no mods: leave out --no-mod'],
    [['hook', 'install', 'codex', '--proxy-url', 'http://127.0.0.1:8787'], 'leave out --proxy-url'],
    [
      ['mcp', 'install', 'cursor', '--remote', 'http://127.0.0.1:8788/mcp', '--proxy-url', 'http://127.0.0.1:8787'],
      'leave out --remote or --proxy-url',
    ],
  ])('%j', (args, said) => {
    expect(place.run([...args, '--dry-run'])).toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
  });
});

it('perf measures each kind of text, and prose gets hardly shorter', () => {
  const measured = JSON.parse(place.run(['perf', '--runs', '1', '--json']).stdout.toString());
  const saved = Object.fromEntries(measured.map((own: any) => [own.text, 1 - own.tokensAfter / own.tokensBefore]));
  expect(saved['prose']).toBeLessThan(0.05);
  for (const text of ['a log', 'rows of JSON', 'search results', 'passing tests'])
    expect(saved[text]).toBeGreaterThan(0.1);
});

describe('doctor', () => {
  it('reports no problem if nothing is set up', () => {
    expect(place.run(['doctor'])).toMatchObject({ code: 0, stderr: '' });
    expect(json(['doctor']).map(({ state }: { state: string }) => state)).toEqual(['ok', 'ok', 'ok']);
  });

  it('reports an invalid setting, a short secret, and a variable that points to no proxy', async () => {
    const port = String(await freePort());
    const env = {
      HEADROOM_POLICY: 'greedy',
      HEADROOM_PROXY_TOKEN: 'short',
      HEADROOM_PORT: port,
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`,
    };
    const { code, stdout } = place.run(['doctor', '--json'], '', env);
    expect(code).toBe(1);
    const problems = JSON.parse(stdout.toString()).filter(({ state }: { state: string }) => state === 'problem');
    expect(problems.map(({ name }: { name: string }) => name)).toEqual(['settings', 'token', 'environment']);
  });

  it('reports an invalid list of models, and says of no problem that --fix mends it', async () => {
    const home = new Workplace();
    for (const text of ['{', '{ "my-model": { "window": true } }']) {
      await home.place('.config/headroom/models.json', text);
      const { code, stdout, stderr } = home.run(['doctor', '--json']);
      expect({ code, stderr }).toEqual({ code: 1, stderr: 'headroom: one problem is left\n' });
      expect(JSON.parse(stdout.toString())).toContainEqual(
        expect.objectContaining({ name: 'models', state: 'problem', said: expect.stringContaining('models.json') }),
      );
    }
  });

  it('reports a folder for state that cannot be used', () => {
    const home = new Workplace();
    const file = home.write('a file', '');
    for (const [XDG_STATE_HOME, said] of [
      [file, 'a file is not a folder'],
      [join(file, 'below'), 'a file is not a folder'],
    ] as const) {
      const { code, stdout } = home.run(['doctor'], '', { XDG_STATE_HOME });
      expect({ code, text: stdout.toString() }).toMatchObject({ code: 1, text: expect.stringContaining(said) });
    }
  });

  it('reports an invalid port once, and goes on', () => {
    const { code, stdout } = new Workplace().run(['doctor', '--json'], '', { HEADROOM_PORT: 'x' });
    const problems = JSON.parse(stdout.toString()).filter(({ state }: { state: string }) => state === 'problem');
    expect([code, problems.length]).toEqual([1, 1]);
    expect(problems[0].said).toMatch(/^HEADROOM_PORT is 'x'/);
  });

  it('reports an addon that is missing, and what it can check without it', async () => {
    const home = new Workplace();
    await home.place('.gemini/settings.json', '{}');
    home.run(['mcp', 'install', 'gemini']);
    const copy = join(home.folder, 'package');
    cpSync(join(ROOT, 'dist'), join(copy, 'dist'), { recursive: true, filter: (file) => !file.endsWith('.node') });
    cpSync(join(ROOT, 'package.json'), join(copy, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    const { status, stdout } = spawnSync(process.execPath, [join(copy, 'dist/src/cli/main.js'), 'doctor', '--json'], {
      env: home.env(),
    });
    expect(status).toBe(1);
    expect(JSON.parse(stdout.toString())).toMatchObject([
      { name: 'addon', state: 'problem', said: expect.stringContaining('has no addon for') },
      { name: 'mcp', state: 'ok' },
    ]);
  });

  it.skipIf(process.platform === 'win32')('reports a service whose package is gone', () => {
    const home = new Workplace();
    home.run(['proxy', '--log-file', 'not/yet.jsonl', '--install-service']);
    const folder = join(home.folder, '.state/headroom/service');
    expect(JSON.parse(home.run(['doctor', '--json']).stdout.toString()).at(-1)).toMatchObject({
      name: 'service',
      state: 'ok',
    });
    const journal = join(folder, readdirSync(folder).find((file) => file.endsWith('.json'))!);
    writeFileSync(journal, readFileSync(journal, 'utf8').replaceAll(MAIN, '/gone/main.js'));
    const { code, stdout } = home.run(['doctor']);
    expect({ code, text: stdout.toString() }).toMatchObject({
      code: 1,
      text: expect.stringContaining('starts /gone/main.js'),
    });
  });

  it('restores files that a crash left changed', async () => {
    await place.place('.pi/agent/models.json', '{ "mine": 1 }\n');
    const program = place.write('pi', '#!/bin/sh\nkill -9 $PPID\n');
    spawnSync('chmod', ['+x', program]);
    place.run(['wrap', 'pi', '-p', String(await freePort()), '--program', program]);
    expect(read('.pi/agent/models.json')).toContain('127.0.0.1');
    expect(place.run(['doctor'])).toMatchObject({ code: 1, stderr: expect.stringContaining('doctor --fix') });
    expect(place.run(['doctor', '--fix']).code).toBe(0);
    expect(read('.pi/agent/models.json')).toBe('{ "mine": 1 }\n');
  });

  it('reports no problem for any hook that was just installed', () => {
    const home = new Workplace();
    const names = AGENTS.flatMap(({ name, hook }) => (hook ? [name] : []));
    for (const name of names) expect(home.run(['hook', 'install', name]), name).toMatchObject({ code: 0 });
    const { code, stdout } = home.run(['doctor', '--json']);
    const hooks = JSON.parse(stdout.toString()).filter((finding: { name: string }) => finding.name === 'hook');
    expect(hooks.filter(({ state }: { state: string }) => state !== 'ok')).toEqual([]);
    expect(hooks.length).toBeGreaterThanOrEqual(names.length);
    expect(code).toBe(0);
  });

  it('warns of a hook that asks a proxy that does not run', async () => {
    const home = new Workplace();
    const port = String(await freePort());
    home.run(['hook', 'install', 'claude', '--proxy-url', `http://127.0.0.1:${port}`]);
    const { code, stdout } = home.run(['doctor', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout.toString()).filter(({ state }: { state: string }) => state !== 'ok')).toMatchObject([
      { name: 'hook', state: 'warning', said: expect.stringContaining(`claude asks a proxy at port ${port}`) },
    ]);
    const proxy = spawn(process.execPath, [MAIN, 'proxy', '-p', port], { env: home.env() });
    await new Promise((resolve) => proxy.stdout.once('data', resolve));
    const states = JSON.parse(home.run(['doctor', '--json']).stdout.toString());
    proxy.kill('SIGINT');
    expect(states.every(({ state }: { state: string }) => state === 'ok')).toBe(true);
  });

  it('reports an entry whose program is gone', async () => {
    await place.place('.gemini/settings.json', '{}');
    place.run(['mcp', 'install', 'gemini']);
    const file = join(place.folder, '.state/headroom/mcp');
    expect(json(['doctor']).at(-1)).toMatchObject({ name: 'mcp', state: 'ok' });
    const [journal] = (await import('node:fs')).readdirSync(file).filter((name) => name.endsWith('.json'));
    await place.place(
      `.state/headroom/mcp/${journal}`,
      read(`.state/headroom/mcp/${journal}`).replaceAll(MAIN, '/nowhere/main.js'),
    );
    expect(json(['doctor']).at(-1)).toMatchObject({
      state: 'problem',
      advice: expect.stringContaining('mcp install gemini'),
    });
    rmSync(join(place.folder, '.state'), { recursive: true });
  });

  it('reports no problem after the hook of any agent was installed, and one if the program is gone', () => {
    const home = new Workplace();
    for (const { name } of AGENTS.filter(({ hook }) => hook)) {
      expect(home.run(['hook', 'install', name])).toMatchObject({ code: 0, stderr: '' });
      expect(home.run(['doctor'])).toMatchObject({ code: 0, stderr: '' });
    }
    const journals = join(home.folder, '.state/headroom/hook');
    const journal = join(journals, readdirSync(journals).find((file) => /^pi-.*json$/.test(file))!);
    const change = JSON.parse(readFileSync(journal, 'utf8'));
    change.entries[0].value = change.entries[0].value.replace(/(?<=import headroom from ")/, '/gone');
    writeFileSync(journal, JSON.stringify(change));
    expect(home.run(['doctor'])).toMatchObject({ code: 1 });
  });
});

describe('stats', () => {
  it('prints the figures of a proxy, once or repeatedly', async () => {
    const port = await freePort();
    const proxy = spawn(process.execPath, [MAIN, 'proxy', '-p', String(port)], { env: place.env() });
    await new Promise((resolve) => proxy.stdout.once('data', resolve));
    expect(json(['stats', '-p', String(port)])).toMatchObject({ url: `http://127.0.0.1:${port}`, mode: 'optimize' });
    expect(out(['stats', '-p', String(port)])).toMatch(/^0 of 0 tokens saved \(0\.0%\)\nhttp/);
    const watch = spawn(process.execPath, [MAIN, 'stats', '--watch', '--interval', '1', '-p', String(port)], {
      env: place.env(),
    });
    let said = '';
    await new Promise<void>((resolve) =>
      watch.stdout.on('data', (data) => (said += data).includes('between looks') && resolve()),
    );
    watch.kill('SIGINT');
    proxy.kill('SIGTERM');
    expect(said).toContain('▁');
    await new Promise((resolve) => proxy.once('exit', resolve));
  });

  it('says how to start a proxy if none runs', async () => {
    const { code, stderr } = place.run(['stats', '-p', String(await freePort())]);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('headroom proxy') });
  });
});

describe('the status line', () => {
  const env = { HEADROOM_PORT: '1' };

  it("shows the host's figures for the prompt cache", () => {
    const status = {
      context_window: { used_percentage: 34.4 },
      prompt_cache: { hit_ratio: 0.925, miss_causes: { messages_rewritten: 0, ttl_expired_5m: 2 } },
    };
    expect(out(['statusline', 'print'], JSON.stringify(status), env)).toBe(
      'headroom · no proxy · context 34 % · cache 93 % · misses by rewriting: 0\n',
    );
  });

  it.each(['', '[', '[]', '{"prompt_cache": 1}', '{"context_window":{"used_percentage":"x"}}'])(
    'is there for %j',
    (input) => {
      expect(place.run(['statusline', 'print'], input, env)).toMatchObject({ code: 0, stderr: '' });
      expect(out(['statusline', 'print'], input, env)).toBe('headroom · no proxy\n');
    },
  );

  it.each([
    { order: ['hook uninstall claude', 'statusline uninstall'], own: new Workplace() },
    { order: ['statusline uninstall', 'hook uninstall claude'], own: new Workplace() },
    { order: ['uninstall'], own: new Workplace() },
  ])('leaves no file behind that it shared with a hook: $order', ({ order, own }) => {
    for (const command of ['hook install claude', 'statusline install', ...order])
      expect(own.run(command.split(' ')).code, command).toBe(0);
    expect(existsSync(join(own.folder, '.claude'))).toBe(false);
  });

  it("can be installed and removed, and keeps the user's own", async () => {
    await place.place('.claude/settings.json', '{}\n');
    expect(place.run(['statusline', 'install']).code).toBe(0);
    expect(JSON.parse(read('.claude/settings.json')).statusLine.type).toBe('command');
    place.run(['statusline', 'uninstall']);
    expect(read('.claude/settings.json')).toBe('{}\n');
    await place.place('.claude/settings.json', '{"statusLine":{"type":"command","command":"mine"}}');
    expect(place.run(['statusline', 'install'])).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') });
    expect(read('.claude/settings.json')).toContain('mine');
  });
});

describe('config', () => {
  it('shows, changes and checks the settings, and keeps a valid file valid', () => {
    expect(out(['config', 'path']).trim()).toBe(join(place.folder, '.config/headroom/config.json'));
    expect(out(['config', 'set', 'policy', 'agent'])).toContain('policy = "agent"');
    place.run(['config', 'set', 'selection.json.maxItemsAfterCrush', '20']);
    expect(json(['config', 'show']).settings).toEqual({
      policy: 'agent',
      selection: { json: { maxItemsAfterCrush: 20 } },
    });
    expect(out(['config', 'set', 'strict', 'true']) + out(['config', 'unset', 'strict'])).toContain(
      'strict was taken out',
    );
    out(['config', 'set', 'units.log', 'false']);
    out(['config', 'unset', 'units.log']);
    expect(json(['config', 'show']).settings).not.toHaveProperty('units');
    expect(place.run(['config', 'unset', 'strict'])).toMatchObject({
      code: 1,
      stderr: 'headroom: this setting is not in your file\n',
    });
    const before = read('.config/headroom/config.json');
    expect(place.run(['config', 'set', 'policy', 'greedy'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('one of agent'),
    });
    expect(place.run(['config', 'set', 'polcy', 'agent']).code).toBe(2);
    expect(read('.config/headroom/config.json')).toBe(before);
    expect(out(['config', 'validate'])).toBe('the settings are valid\n');
    rmSync(join(place.folder, '.config/headroom'), { recursive: true });
    expect(place.run(['config', 'set', 'policy', 'greedy']).code).toBe(2);
    expect(existsSync(join(place.folder, '.config/headroom/config.json'))).toBe(false);
  });

  it('shows the store that the proxy uses, too', () => {
    out(['config', 'set', 'store', 'true']);
    expect(json(['config', 'show'])).toMatchObject({ proxy: { store: true }, hasToken: false });
    expect(out(['config', 'show'])).toContain('`headroom proxy --check` prints the defaults');
    expect(json(['config', 'show'], '', { HEADROOM_STORE: '0' }).proxy).toMatchObject({ store: false });
    rmSync(join(place.folder, '.config/headroom'), { recursive: true });
  });

  it('has a row for each setting, and says what is not set', () => {
    expect(out(['config', 'show'])).toMatch(
      /^file: .*config\.json \(not there\)\n\nsettings: none is set\n\nsettings of the proxy: none is set\n\n`/,
    );
    place.run(['config', 'set', 'selection.json.maxItemsAfterCrush', '20']);
    expect(out(['config', 'show'], '', { HEADROOM_SCOPE: 'none', HEADROOM_PORT: '8790' })).toContain(
      [
        'settings:',
        '  selection.json.maxItemsAfterCrush  20',
        '  scope                              "none"',
        '',
        'settings of the proxy:',
        '  scope  "none"',
        '  port   8790',
        '',
      ].join('\n'),
    );
    rmSync(join(place.folder, '.config/headroom'), { recursive: true });
  });

  it('never prints the secret', () => {
    const env = { HEADROOM_PROXY_TOKEN: 'a secret of the user' };
    expect(out(['config', 'show'], '', env)).toContain('\n  token  is set, and not shown\n');
    expect(out(['config', 'show'], '', env) + out(['config', 'show', '--json'], '', env)).not.toContain('a secret');
  });
});

it.skipIf(process.platform !== 'linux')('a home in which no folder can be made is reported at once', () => {
  const env = { HOME: '/proc', XDG_CONFIG_HOME: '', XDG_STATE_HOME: '' };
  for (const args of [
    ['config', 'set', 'policy', 'agent'],
    ['mcp', 'install', 'cursor'],
    ['hook', 'install', 'codex'],
  ])
    expect(place.run(args, '', env)).toMatchObject({ code: 1, stderr: expect.stringMatching(/cannot write \/proc/) });
});

it('mcp serve refuses a root that is no folder', () => {
  const file = place.write('a root', '');
  expect(place.run(['mcp', 'serve', '--root', '/not/there'])).toMatchObject({
    code: 2,
    stderr: 'headroom: --root /not/there: there is no such file or folder\n',
  });
  expect(place.run(['mcp', 'serve', '--root', file]).stderr).toContain('it is not a folder');
});

describe('small commands', () => {
  it('count the tokens of a text', () => {
    expect(json(['count'], 'hello world')).toEqual({
      name: 'stdin',
      bytes: 11,
      tokens: 2,
      encoding: 'o200k_base',
      exact: true,
    });
    expect(out(['count', '--model', 'claude-sonnet-4-5'], 'hello world')).toContain('estimated from o200k_base');
  });

  it('detect the kind of a text', () => {
    const { kind, sections } = json(['detect'], '{"a": [1, 2, 3]}');
    expect([kind, sections.length]).toEqual(['json', 1]);
    expect(out(['detect'], 'one\ntwo\n')).toMatch(/^kind +language +confidence +lines\ntext/);
  });

  it('print completion scripts that shells accept, with the words of every command', () => {
    for (const shell of ['bash', 'zsh', 'fish']) expect(out(['completions', shell])).toContain('uninstall');
    const bash = spawnSync('bash', [
      '-c',
      `${out(['completions', 'bash'])}\nCOMP_WORDS=(headroom mcp ins); COMP_CWORD=2; _headroom; echo "\${COMPREPLY[@]}"`,
    ]);
    expect(bash.stdout.toString()).toBe('install\n');
  });

  it('print a manual page without unintended requests', () => {
    const page = out(['man']);
    expect(page).toMatch(/^\.TH HEADROOM 1 /);
    expect(page.split('\n').filter((line) => /^[.']/.test(line) && !/^\.(TH|SH|SS|TP|B|I)\b/.test(line))).toEqual([]);
  });

  it('say how to get the newest version', () => {
    expect(json(['update'])).toMatchObject({ command: expect.stringContaining('@headroom/native@latest') });
  });
});

it('uninstall leaves a plugin whole if one of its files was changed, and goes on with the others', async () => {
  const home = new Workplace();
  for (const agent of ['openclaw', 'pi', 'codex']) home.run(['hook', 'install', agent]);
  const plugin = home.write('.openclaw/extensions/headroom/index.js', '// mine\n');
  const { code, stderr } = home.run(['uninstall']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    `nothing was changed for openclaw, because ${plugin} is left as it is: the file was changed`,
  );
  const isThere = (file: string): boolean => existsSync(join(home.folder, file));
  expect(isThere('.openclaw/extensions/headroom/package.json')).toBe(true);
  expect(['.pi', '.codex'].map(isThere)).toEqual([false, false]);
});

it('uninstall --dry-run shows one diff for a file that several changes share, which is what uninstall does', async () => {
  const home = new Workplace();
  const file = await home.place('.claude/settings.json', '{\n  "a": 1\n}\n');
  const before = readFileSync(file, 'utf8');
  home.run(['hook', 'install', 'claude', '--no-mod']);
  home.run(['statusline', 'install']);
  const changed = readFileSync(file, 'utf8');
  const dry = home.run(['uninstall', '--dry-run']).stdout.toString();
  expect(dry.match(/^--- /gm)).toHaveLength(1);
  expect(dry).toMatch(/^-.*PostToolUse[^]*^-.*statusLine/m);
  expect(JSON.parse(home.run(['uninstall', '--dry-run', '--json']).stdout.toString()).files).toEqual([
    { path: file, state: 'planned' },
  ]);
  expect(readFileSync(file, 'utf8')).toBe(changed);
  const { stdout } = home.run(['uninstall']);
  expect(stdout.toString().match(/^restored /gm)).toHaveLength(1);
  expect(readFileSync(file, 'utf8')).toBe(before);
});

it('uninstall undoes every change, or lists them', async () => {
  await place.place('.claude/settings.json', '{ "a": 1 }\n');
  await place.place('.gemini/settings.json', '{ "b": 1 }\n');
  place.run(['hook', 'install', 'claude', '--no-mod']);
  place.run(['statusline', 'install']);
  place.run(['mcp', 'install', 'gemini']);
  expect(out(['uninstall', '--dry-run'])).toMatch(/^--- .*settings\.json/);
  expect(read('.claude/settings.json')).toContain('PostToolUse');
  const { code, stdout } = place.run(['uninstall', '--purge']);
  expect({ code, text: stdout.toString() }).toMatchObject({ code: 0, text: expect.stringContaining('restored') });
  expect(JSON.parse(read('.claude/settings.json'))).toEqual({ a: 1 });
  expect(read('.gemini/settings.json')).toBe('{ "b": 1 }\n');
  expect(existsSync(join(place.folder, '.state/headroom'))).toBe(false);
  // Only folders that exist are named.
  rmSync(join(place.folder, '.config/headroom'), { recursive: true, force: true });
  expect(out(['uninstall'])).toBe('nothing to take back\n');
});
