// Every agent is led through the proxy, and its files are afterwards what they were.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { parse } from 'jsonc-parser';
import { describe, expect, it, vi } from 'vitest';
import { AGENTS } from '../../dist/src/agents/index.js';
import { MAIN } from '../cli/headroom.js';
import { freePort, Stage } from './stand-in.js';

const stage = new Stage(await freePort());
const { url } = stage;

interface Expected {
  /** Its environment before. */
  readonly given?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Its file, what stands in it before, and the values that it has to hold while it is wrapped. */
  readonly file?: readonly [path: string, before: string, values: Readonly<Record<string, unknown>>];
}

const expected = (url: string): Readonly<Record<string, Expected>> => {
  const provider = (path: string) => ({ options: { baseURL: `${url}${path}` } });
  return {
    claude: { env: { ANTHROPIC_BASE_URL: url, ENABLE_TOOL_SEARCH: 'true' } },
    codex: { args: ['-c', `openai_base_url="${url}/v1"`] },
    gemini: { env: { GOOGLE_GEMINI_BASE_URL: url } },
    opencode: {
      given: { OPENCODE_CONFIG_CONTENT: '{"theme":"x","provider":{"anthropic":{"options":{"timeout":1}}}}' },
      env: {
        OPENCODE_CONFIG_CONTENT: JSON.stringify({
          theme: 'x',
          provider: {
            anthropic: { options: { timeout: 1, baseURL: `${url}/v1` } },
            openai: provider('/v1'),
            google: provider('/v1beta'),
          },
        }),
      },
    },
    aider: { env: { OPENAI_API_BASE: `${url}/v1`, ANTHROPIC_API_BASE: url, ANTHROPIC_BASE_URL: url } },
    copilot: { given: { COPILOT_PROVIDER_TYPE: 'anthropic' }, env: { COPILOT_PROVIDER_BASE_URL: url } },
    cline: {
      file: [
        '.cline/data/settings/providers.json',
        '{"version":1,"providers":{"anthropic":{"settings":{"provider":"anthropic","apiKey":"k"}}}}',
        { 'providers.anthropic.settings.baseUrl': `${url}/v1`, 'providers.anthropic.settings.apiKey': 'k' },
      ],
    },
    goose: { env: { OPENAI_HOST: url, ANTHROPIC_HOST: url, GOOGLE_HOST: url } },
    openhands: { given: { LLM_MODEL: 'anthropic/x' }, env: { LLM_BASE_URL: url }, args: ['--override-with-envs'] },
    qwen: { env: { OPENAI_BASE_URL: `${url}/v1`, ANTHROPIC_BASE_URL: url } },
    crush: {
      file: [
        '.config/crush/crush.json',
        '{\n  // mine\n  "providers": {\n    "openai": { "name": "x" },\n  },\n}\n',
        { 'providers.openai.base_url': `${url}/v1`, 'providers.anthropic.base_url': url, 'providers.openai.name': 'x' },
      ],
    },
    droid: {
      file: [
        '.factory/settings.json',
        '{\n  "customModels": [\n    { "model": "m", "baseUrl": "https://models.example.com/v1", "provider": "openai" }\n  ]\n}\n',
        {
          'customModels.1.baseUrl': `${url}/droid-1`,
          'customModels.1.displayName': 'm (headroom)',
          'customModels.0.baseUrl': 'https://models.example.com/v1',
        },
      ],
    },
    kimi: { env: { KIMI_BASE_URL: `${url}/kimi/v1` } },
    kilo: {
      file: [
        '.config/kilo/kilo.json',
        '{"provider": {}} // end',
        { 'provider.anthropic.options.baseURL': `${url}/v1` },
      ],
    },
    zed: {
      file: [
        '.config/zed/settings.json',
        '// Zed\n{\n\t"theme": "x", // y\n}\n',
        { 'language_models.anthropic.api_url': url, 'language_models.openai.api_url': `${url}/v1`, theme: 'x' },
      ],
    },
    pi: { file: ['.pi/agent/models.json', '{}\n', { 'providers.google.baseUrl': `${url}/v1beta` }] },
    omp: {
      file: [
        '.omp/agent/models.yml',
        '# mine\nother:\n  - a: 1\n',
        { 'providers.anthropic.baseUrl': url, 'providers.openai.baseUrl': `${url}/v1` },
      ],
    },
    vibe: {
      env: {
        VIBE_PROVIDERS: JSON.stringify([
          { name: 'mistral', api_base: `${url}/mistral/v1`, api_key_env_var: 'MISTRAL_API_KEY', backend: 'mistral' },
        ]),
      },
    },
    openclaw: { file: ['.openclaw/openclaw.json', '', { 'models.providers.anthropic.baseUrl': url }] },
  };
};
/** Agents that cannot be led through a proxy, and what they are offered. */
const REFUSED = ['cursor', 'vscode', 'antigravity', 'continue', 'openplugins'];

const at = (root: unknown, path: string): unknown => path.split('.').reduce((inner: any, key) => inner?.[key], root);

it('has an expectation for every agent', () => {
  expect([...Object.keys(expected('')), ...REFUSED].sort()).toEqual(AGENTS.map(({ name }) => name).sort());
});

describe.skipIf(process.platform === 'win32')('wrap', () => {
  it.each(Object.keys(expected('')))('%s is told of a proxy that answers', async (name) => {
    const own = await freePort();
    const { given = {}, env = {}, args = [], file } = expected(`http://127.0.0.1:${own}`)[name]!;
    const watched = file ? [file[0]] : [];
    if (file?.[1]) stage.write(file[0], file[1]);
    const before = file && stage.read(file[0]);
    const settings = { ...given, EXIT: '7', PROXY: `http://127.0.0.1:${own}` };
    const ended = stage.run(['wrap', name, '-p', String(own), '--', 'two words', '--flag'], watched, settings);
    expect(ended.code, ended.stderr).toBe(7);
    const record = stage.record();
    expect(record.proxy?.service).toBe('headroom-proxy');
    expect(record.args).toEqual([...args, 'two words', '--flag']);
    expect(record.env).toMatchObject(env);
    if (!file) return;
    const text = record.files[file[0]]!;
    const said = file[0].endsWith('.yml')
      ? { providers: JSON.parse(/^providers: (.*)$/m.exec(text)![1]!) }
      : parse(text, [], { allowTrailingComma: true });
    for (const [path, value] of Object.entries(file[2])) expect(at(said, path), path).toBe(value);
    stage.run(['unwrap', name]);
    expect(stage.read(file[0])).toBe(before);
  });

  it.each(REFUSED)('%s says why not, and what to do instead', (name) => {
    const { code, stderr } = stage.run(['wrap', name]);
    expect(code).toBe(1);
    const advice = new RegExp(name === 'continue' ? '`headroom proxy`' : `headroom (mcp|hook) install ${name}`);
    expect(stderr).toMatch(advice);
  });

  it('a gateway that a variable leads to is what the proxy asks', () => {
    const args = ['wrap', 'claude', '-p', String(stage.port), '--dry-run', '--json'];
    const { stdout } = stage.run(args, [], { ANTHROPIC_BASE_URL: 'https://gateway.example.com/anthropic' });
    const { upstreams, env } = JSON.parse(stdout.toString());
    const [[name, address]] = Object.entries(upstreams) as [[string, string]];
    expect(address).toBe('https://gateway.example.com/anthropic');
    expect(env.ANTHROPIC_BASE_URL).toBe(`${url}/${name}`);
    // An agent that is started by a wrapped one goes where that one went.
    expect(JSON.parse(stage.run(args, [], { ANTHROPIC_BASE_URL: url }).stdout.toString()).upstreams).toEqual({});
  });

  it('settings that say more than the environment are met with an argument', () => {
    stage.write('.claude/settings.json', '{"env":{"ANTHROPIC_BASE_URL":"https://gateway.example.com"}}');
    const { stdout } = stage.run(['wrap', 'claude', '-p', String(stage.port), '--dry-run', '--json']);
    const { command } = JSON.parse(stdout.toString());
    expect(command[1]).toBe('--settings');
    expect(JSON.parse(command[2]).env.ANTHROPIC_BASE_URL).toMatch(`${url}/gateway-`);
    stage.write('.claude/settings.json', '{}');
  });

  it('a sign-in with ChatGPT goes to its own server', () => {
    stage.write('.codex/auth.json', '{"auth_mode":"chatgpt"}');
    const { stdout } = stage.run(['wrap', 'codex', '-p', String(stage.port), '--dry-run']);
    expect(stdout.toString()).toContain('upstream chatgpt=https://chatgpt.com/backend-api/codex\n');
    expect(stdout.toString()).toContain(`openai_base_url="${url}/chatgpt"`);
    stage.write('.codex/auth.json', '{}');
  });

  it('--dry-run starts and changes nothing', () => {
    stage.write('.pi/agent/models.json', '{}\n');
    const { stdout } = stage.run(['wrap', 'pi', '-p', '1', '--dry-run']);
    expect(stdout.toString()).toMatch(/^\+.*"baseUrl": "http:\/\/127\.0\.0\.1:1"/m);
    expect(stage.read('.pi/agent/models.json')).toBe('{}\n');
  });

  it('--dry-run shows everything that was asked for', () => {
    const { stdout } = stage.run([
      'wrap',
      'claude',
      '--mcp',
      '--statusline',
      '--program',
      'my-claude',
      '--dry-run',
      '--json',
    ]);
    const { files, command } = JSON.parse(stdout.toString());
    expect(files.map(({ path }: { path: string }) => path.split('/').at(-1))).toEqual([
      '.claude.json',
      'settings.json',
    ]);
    expect(files[0].diff + files[1].diff).toMatch(/^\+.*mcpServers[^]*^\+.*statusLine/m);
    expect(command[0]).toBe('my-claude');
    expect([stage.read('.claude.json'), stage.read('.claude/settings.json')]).toEqual([undefined, '{}']);
  });

  it('a proxy that runs already is used if it asks the same addresses, and what it does not follow is said', async () => {
    const { child, ready, code } = hanging('goose');
    await ready;
    const again = ['wrap', 'claude', '--store'];
    const usual = { HEADROOM_PORT: String(stage.port) };
    const used = await ran(again, { ...usual, HEADROOM_MODE: 'audit' });
    expect(used.stderr).toMatch(/with its own settings: no effect of --store, HEADROOM_MODE\n/);
    const other = await ran(['wrap', 'claude'], { ...usual, ANTHROPIC_TARGET_API_URL: 'http://gateway.example' });
    expect(other.stderr).toContain(`a new proxy, because the one at ${url} sends to other addresses`);
    expect(other.stderr).not.toContain('no effect');
    expect((await ran(['wrap', 'claude', '-p', '0'])).stderr).toMatch(/a new proxy\n/);
    child.kill('SIGTERM');
    await code;
  });

  it('an address of the user is left, unless told otherwise', () => {
    const own = '{ "providers": { "anthropic": { "baseUrl": "https://mine.example.com" } } }';
    stage.write('.pi/agent/models.json', own);
    const args = ['wrap', 'pi', '-p', String(stage.port)];
    expect(stage.run(args)).toMatchObject({ code: 1, stderr: expect.stringContaining('add --force to replace it') });
    expect(stage.read('.pi/agent/models.json')).toBe(own);
    expect(stage.run([...args, '--force'], ['.pi/agent/models.json']).code).toBe(0);
    expect(stage.record().files['.pi/agent/models.json']).toContain(url);
    expect(stage.read('.pi/agent/models.json')).toBe(own);
  });

  it('needs a folder to note the agent in, and a port that is one', () => {
    const nowhere = { HOME: '', XDG_STATE_HOME: '', LOCALAPPDATA: '' };
    const { code, stderr } = stage.run(['wrap', 'goose', '-p', '0'], [], nowhere);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('set HOME') });
    const file = stage.path('a file');
    stage.write('a file', '');
    expect(stage.run(['wrap', 'goose', '-p', '0'], [], { XDG_STATE_HOME: file }).stderr).toContain('cannot write');
    expect(stage.run(['wrap', 'goose'], [], { HEADROOM_PORT: 'x' })).toMatchObject({
      code: 2,
      stderr: "headroom: HEADROOM_PORT is 'x'. Give a port from 0 to 65535.\n",
    });
  });

  it('says what to do where the program is missing, and ends as a shell does', () => {
    const { code, stderr } = stage.place.run(['wrap', 'goose'], '', { PATH: '/not/there' });
    expect({ code, stderr }).toMatchObject({ code: 127, stderr: expect.stringContaining('get it from https://') });
    expect(stage.run(['wrap', 'nobody']).code).toBe(2);
    expect(stage.run(['wrap', 'goose', '--program', './gone'])).toMatchObject({ code: 127 });
  });

  it('chooses another port where another program has the usual one', async () => {
    const server = createServer((_, response) => response.end('not ours'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const ended = await ran(['wrap', 'goose'], { HEADROOM_PORT: String(port), XDG_STATE_HOME: stage.path('other') });
    const fixed = await ran(['wrap', 'goose', '-p', String(port)]);
    server.close();
    expect(fixed.stderr).toMatch(/the proxy did not start: .* the port is in use/);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('a new proxy, because the usual port cannot be used');
    expect(stage.record().env['OPENAI_HOST']).not.toContain(String(port));
  });

  it('several share one proxy, which ends with the last of them', async () => {
    stage.write('.pi/agent/models.json', '{}\n');
    const [one, two] = [hanging('goose'), hanging('pi')];
    await Promise.all([one.ready, two.ready]);
    const pid = stage.record().proxy!.pid;
    one.child.kill('SIGTERM');
    expect(await one.code).toBe(143);
    expect(stage.read('.pi/agent/models.json')).toContain(url);
    const { stderr } = await ran(['wrap', 'goose', '-p', String(stage.port)]);
    expect(stderr).toContain(`goes through ${url}\n`);
    expect(stage.record().proxy!.pid).toBe(pid);
    two.child.kill('SIGINT');
    expect(await two.code).toBe(130);
    expect(stage.read('.pi/agent/models.json')).not.toContain(url);
    await vi.waitFor(() => expect(fetch(`${url}/livez`)).rejects.toThrow(), { timeout: 20_000, interval: 100 });
    expect(readdirSync(stage.path('.state/headroom/leases'))).toEqual([]);
  });

  it('sets up beside what it was asked to, and nothing else', () => {
    stage.write('.claude/settings.json', '{}\n');
    stage.run(['wrap', 'claude', '-p', String(stage.port)]);
    expect([stage.read('.claude/settings.json'), stage.read('.claude.json')]).toEqual(['{}\n', undefined]);
    const { code, stderr } = stage.run(['wrap', 'claude', '-p', String(stage.port), '--mcp', '--statusline']);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/set up in [^]*status line is set up/),
    });
    expect(stage.read('.claude/settings.json')).toContain('statusline');
    expect(stage.read('.claude.json')).toContain('mcp');
    expect(stage.run(['wrap', 'goose', '--mcp'])).toMatchObject({ code: 2 });
    expect(stage.run(['uninstall']).code).toBe(0);
    expect([stage.read('.claude/settings.json'), stage.read('.claude.json')]).toEqual(['{}\n', undefined]);
  });

  it('a secret of the proxy is sent, or said to be in the way before anything starts', async () => {
    const secret = { HEADROOM_PROXY_TOKEN: 'a secret of good length' };
    stage.run(['wrap', 'claude', '-p', String(await freePort())], [], secret);
    expect(stage.record().env['ANTHROPIC_CUSTOM_HEADERS']).toBe('x-headroom-token: a secret of good length');
    const { code, stderr } = stage.run(['wrap', 'pi'], [], secret);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('unset it for this command') });
    expect(stage.run(['wrap', 'claude', '--dry-run'], [], secret).stdout.toString()).not.toContain('good length');
  });

  it('--keep leaves a file changed until it is unwrapped', () => {
    stage.write('.pi/agent/models.json', '{}\n');
    stage.run(['wrap', 'pi', '-p', String(stage.port), '--keep']);
    expect(stage.read('.pi/agent/models.json')).toContain(url);
    expect(JSON.parse(stage.run(['unwrap', '--json']).stdout.toString())).toMatchObject([
      { agent: 'pi', state: 'done' },
    ]);
    expect(stage.read('.pi/agent/models.json')).toBe('{}\n');
    expect(stage.run(['unwrap', 'pi']).stdout.toString()).toBe('nothing to undo\n');
  });

  it.each(['unwrap', 'uninstall'])('%s ends the use of the proxy that was kept', (command) => {
    const kept = (name: string): string | undefined => stage.read(`.state/headroom/leases/${name}-kept.json`);
    for (const args of [['zed'], ['goose', '--keep']]) stage.run(['wrap', ...args, '-p', String(stage.port)]);
    expect([kept('zed'), kept('goose')]).not.toContain(undefined);
    expect(stage.run([command, '--dry-run', '--json']).stdout.toString()).toContain('goose');
    expect([kept('zed'), kept('goose')]).not.toContain(undefined);
    const { code, stdout } = stage.run([command]);
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(/goose:? no longer needs the proxy/);
    expect([kept('zed'), kept('goose')]).toEqual([undefined, undefined]);
  });

  /** A stand-in that runs until a signal ends it. */
  function hanging(name: string) {
    const child = spawn(process.execPath, [MAIN, 'wrap', name, '-p', String(stage.port)], {
      cwd: stage.place.folder,
      env: stage.place.env(stage.env([], { HANG: '1' })),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ready = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    return { child, ready, code: new Promise<number | null>((resolve) => child.once('exit', resolve)) };
  }

  /** Runs beside a server of this test. */
  async function ran(args: readonly string[], more = {}): Promise<{ code: number | null; stderr: string }> {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: stage.place.folder,
      env: stage.place.env(stage.env([], more)),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (data) => (stderr += data));
    return new Promise((resolve) => child.once('exit', (code) => resolve({ code, stderr })));
  }
});
