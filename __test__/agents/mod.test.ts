// The mod for Claude Code, in a stand-in for its engine: the calls of tools go through it, and the process that it
// starts answers them.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Workplace } from '../cli/headroom.js';
import { LOG } from './log.js';

const place = new Workplace();
const FOLDER = '.claude/skills/headroom';

/** Puts a stand-in of this version on the path. */
function claude(version: string): { PATH: string } {
  chmodSync(place.write('claude', `#!/bin/sh\necho "${version} (Claude Code)"\n`), 0o755);
  return { PATH: `${place.folder}:${process.env['PATH']}` };
}

const install = (version: string, ...args: string[]) =>
  place.run(['hook', 'install', 'claude', ...args], '', claude(version));
const files = (): string[] => ['.claude-plugin/plugin.json', 'hooks/hooks.json', 'hooks/register.js'];

describe.skipIf(process.platform === 'win32')('the mod', () => {
  it('is for versions that run mods; older ones get the hooks in the settings, and one replaces the other', () => {
    install('2.1.286');
    expect(readFileSync(join(place.folder, '.claude/settings.json'), 'utf8')).toContain('PostToolUse');
    expect(existsSync(join(place.folder, FOLDER))).toBe(false);
    expect(install('2.1.287').stdout.toString()).toContain('register.js');
    expect(files().every((file) => existsSync(join(place.folder, FOLDER, file)))).toBe(true);
    expect(existsSync(join(place.folder, '.claude/settings.json'))).toBe(false);
    install('2.2.0', '--no-mod');
    expect(files().some((file) => existsSync(join(place.folder, FOLDER, file)))).toBe(false);
    expect(place.run(['hook', 'uninstall', 'claude']).code).toBe(0);
    expect(existsSync(join(place.folder, '.claude/settings.json'))).toBe(false);
  });

  it('says why there is none, and what to do next', () => {
    const said = (...args: Parameters<typeof install>): string => install(...args).stdout.toString();
    expect(said('2.1.286')).toMatch(/No mod was written, because 2\.1\.286 is older than 2\.1\.287\..*\n.*\/hooks/);
    expect(said('unknown')).toContain('because `claude --version` did not say its version within 5 seconds.');
    expect(said('2.1.286', '--no-mod')).not.toContain('mod was');
    const now = said('2.1.287');
    expect(now).not.toMatch(/No mod|type \/hooks/);
    expect(now).toMatch(/changed .*register\.js\n.*removed .*settings\.json\n.*Restart it\./s);
    expect(place.run(['hook', 'uninstall', 'claude']).stdout.toString()).toMatch(/removed .*register\.js\n/);
    expect(place.run(['hook', 'uninstall', 'claude']).stdout.toString()).toContain('not set up, nothing to do');
    expect(existsSync(join(place.folder, '.claude'))).toBe(false);
  });

  it('is taken back with everything else', () => {
    install('3.0.0');
    expect(place.run(['uninstall']).code).toBe(0);
    expect(files().some((file) => existsSync(join(place.folder, FOLDER, file)))).toBe(false);
  });

  it('shortens results and failures, and answers its own tool', () =>
    withEngine(['--elide'], async (engine) => {
      const record = { stdout: LOG, stderr: '', interrupted: false };
      const { tools, call } = engine;
      expect(tools).toMatchObject([{ name: 'headroom_retrieve', isDeferred: false }]);
      const bash = await call('Bash', { result: record, text: LOG, ref: 7, context: ['kept'] });
      expect(bash).toEqual({ result: { ...record, stdout: expect.any(String) }, context: ['kept'] });
      const [, handle] = /headroom_retrieve (\w{16})/.exec(bash.result.stdout)!;
      const failed = await call('Bash', { isError: true, result: LOG, text: LOG });
      expect(Object.keys(failed)).toEqual(['deny']);
      expect(failed.deny.length).toBeLessThan(LOG.length / 2);
      const own = await call('mcp__headroom__headroom_retrieve', undefined, { handle });
      expect(own.result).toContain(LOG.slice(0, 200));
      expect((await call('mcp__headroom__headroom_retrieve', undefined, { handle: 'x' })).result).toMatch(
        /not a handle/,
      );
      // A subagent has no tool that retrieves.
      const sub = await call('Bash', { result: record, text: LOG }, { agentId: 'a' });
      expect(place.run(['expand'], sub.result.stdout).stdout.toString()).toBe(LOG);
    }));

  it('leaves alone what it does not know, as the very same object', () =>
    withEngine([], async ({ tools, call }) => {
      expect(tools).toEqual([]);
      for (const [tool, given] of [
        ['Read', { result: { file: { content: LOG } }, text: LOG }],
        ['Bash', { result: { stdout: 'ok' }, text: 'ok' }],
        ['Bash', { result: LOG, text: LOG }],
        ['Bash', { deny: LOG }],
        ['mcp__x__y', { result: [{ type: 'image' }], text: LOG }],
        // The tool of the MCP server: this mod has announced none.
        ['mcp__headroom__headroom_retrieve', { result: LOG, text: LOG }],
      ] as const)
        expect(await call(tool, given)).toBe(given);
    }));

  it('leaves everything alone if the process is gone', () =>
    withEngine([], async ({ call, stop }) => {
      await stop();
      const given = { result: { stdout: LOG, stderr: '' }, text: LOG };
      expect(await call('Bash', given)).toBe(given);
    }));

  it('whose process ends with the agent, and leaves nothing behind', async () => {
    const serve = [
      process.execPath,
      '-e',
      `import('node:child_process').then(({spawn}) => {
      const child = spawn(process.execPath, ${JSON.stringify([...serveArgs()])}, { stdio: ['ignore', 'pipe', 'ignore'] });
      child.stdout.once('data', (said) => { process.stdout.write(said); process.exit(); });
    })`,
    ] as const;
    const { stdout } = spawnSync(serve[0], serve.slice(1), { env: place.env(), encoding: 'utf8' });
    const { socket } = JSON.parse(stdout);
    await vi.waitFor(() => expect(existsSync(dirname(socket))).toBe(false), { timeout: 30_000, interval: 200 });
  });
});

const serveArgs = (...args: string[]): string[] => {
  install('3.0.0', ...args);
  const text = readFileSync(join(place.folder, FOLDER, 'hooks/register.js'), 'utf8');
  return (JSON.parse(/^const SERVE = (.*);$/m.exec(text)![1]!) as string[]).slice(1);
};

interface Engine {
  /** The tools that the mod has registered. */
  readonly tools: readonly object[];
  /** Calls a tool. `given` is what it answers beneath the mod. */
  call(tool: string, given: object | undefined, more?: object): Promise<any>;
  /** Ends the process of the mod. */
  stop(): Promise<void>;
}

/** Loads the mod as the engine does, with the parts of the engine that it uses. */
async function withEngine(args: readonly string[], work: (engine: Engine) => Promise<void>): Promise<void> {
  serveArgs(...args);
  const hooks: { event: string; matcher: { tool?: string }; hook: (...all: any[]) => any }[] = [];
  const tools: object[] = [];
  const children: ReturnType<typeof spawn>[] = [];
  const $ = {
    tool: { register: async (tool: object) => void tools.push(tool) },
    session: { id: async () => 's', info: async () => ({ transcriptPath: '/nowhere/s.jsonl' }) },
    process: {
      spawn: async function* ({ argv: [program, ...rest] }: { argv: string[] }) {
        const child = spawn(program!, rest, { env: place.env(), cwd: place.folder });
        children.push(child);
        for await (const text of child.stdout) yield { stream: 'stdout', text: String(text) };
      },
    },
    http: { fetch: overSocket },
  };
  const on = (event: string, ...rest: any[]): void => {
    hooks.push({ event, matcher: rest.length > 1 ? rest[0] : {}, hook: rest.at(-1) });
  };
  const module = join(place.folder, FOLDER, 'hooks/register.js');
  const { register } = await import(`${module}?${Math.random()}`);
  register(on);
  const raise = (event: string, e: { tool?: string }, core: () => unknown): Promise<any> => {
    const fitting = hooks.filter((own) => own.event === event && [undefined, e.tool].includes(own.matcher.tool));
    return fitting.reduceRight<() => any>(
      (next, { hook }) =>
        () =>
          hook($, e, next),
      core,
    )();
  };
  const stop = async (): Promise<void> => {
    for (const child of children.splice(0)) {
      child.kill();
      await new Promise((resolve) => child.once('exit', resolve));
    }
  };
  try {
    await raise('session.start', {}, () => ({ cwd: place.folder }));
    const call = (tool: string, given: object | undefined, more = {}): Promise<any> =>
      raise('tool.call', { tool, ...{ tool_use_id: 'toolu_1', ...more } }, async () => given);
    await work({ tools, call, stop });
  } finally {
    await stop();
  }
}

function overSocket(url: string, { socketPath, body }: { socketPath: string; body: string }): Promise<object> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, path: new URL(url).pathname, method: 'POST' }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode, text });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
