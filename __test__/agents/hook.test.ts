// A hook answers what its agent documents, and is silent where it knows nothing better. Nothing makes it fail.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIN, Workplace } from '../cli/headroom.js';
import { LOG } from './log.js';
import { forAll, type Random } from '../support/random.js';

const place = new Workplace();
const expanded = (text: string): string => place.run(['expand'], text).stdout.toString();

const claude = (tool: string, response: unknown, more: object = {}): string =>
  JSON.stringify({
    hook_event_name: 'PostToolUse',
    session_id: 's',
    transcript_path: '/home/me/.claude/projects/x/s.jsonl',
    tool_use_id: 'toolu_1',
    tool_name: tool,
    tool_response: response,
    ...more,
  });
const bash = (fields: object): object => ({
  stdout: '',
  stderr: '',
  interrupted: false,
  isImage: false,
  later: [1],
  ...fields,
});
const answered = (input: string | Uint8Array, agent = 'claude', ...args: string[]): any => {
  const { code, stdout, stderr } = place.run(['hook', agent, ...args], input);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.length === 0 ? undefined : JSON.parse(stdout.toString());
};
const updated = (input: string, ...args: string[]): any =>
  answered(input, 'claude', ...args)?.hookSpecificOutput.updatedToolOutput;
const isShort = (text: unknown): void => {
  expect(String(text).length).toBeLessThan(LOG.length / 2);
  expect(expanded(String(text))).toBe(LOG);
};

describe('Claude Code gets its own object with one text swapped', () => {
  it('of a command', () => {
    const { stdout, ...rest } = updated(claude('Bash', bash({ stdout: LOG })));
    isShort(stdout);
    expect(rest).toEqual({ stderr: '', interrupted: false, isImage: false, later: [1] });
    isShort(updated(claude('Bash', bash({ stderr: LOG }))).stderr);
  });

  it('of a command whose output went to a file, if the short form can be shown', () => {
    const ticks = 'INFO tick\n'.repeat(5000);
    const file = place.write('output.txt', ticks);
    const { stdout, ...rest } = updated(
      claude(
        'Bash',
        bash({ stdout: ticks.slice(0, 2000), persistedOutputPath: file, persistedOutputSize: ticks.length }),
      ),
    );
    expect(stdout.length).toBeLessThan(200);
    expect(expanded(stdout)).toBe(ticks);
    expect(rest).not.toHaveProperty('persistedOutputPath');
    expect(updated(claude('Bash', bash({ stdout: LOG, persistedOutputPath: '/not/there' })))).toBeUndefined();
    const long = place.write(
      'long.txt',
      Array.from({ length: 3000 }, (_, at) => `INFO ${(at * 7919) % 9973}\n`).join(''),
    );
    expect(updated(claude('Bash', bash({ stdout: LOG, persistedOutputPath: long })))).toBeUndefined();
  });

  it('of a search, a page, and a server', () => {
    isShort(updated(claude('Grep', { mode: 'content', numFiles: 1, content: LOG })).content);
    isShort(updated(claude('WebFetch', { result: LOG, code: 200 })).result);
    isShort(updated(claude('mcp__x__y', LOG)));
    isShort(updated(claude('mcp__x__y', [{ type: 'text', text: LOG }]))[0].text);
    isShort(updated(claude('mcp__x__y', { content: [{ type: 'text', text: LOG }], isError: false })).content[0].text);
  });

  it('and elides only where it may, and not for subagents', () => {
    expect(updated(claude('Bash', bash({ stdout: LOG })), '--store=originals').stdout).toContain('headroom_retrieve');
    isShort(updated(claude('Bash', bash({ stdout: LOG }), { agent_id: 'a' }), '--store=originals').stdout);
    // Originals in memory would be lost before anybody could fetch them.
    const { stdout } = place.run(['hook', 'claude', '--store=:memory:'], claude('Bash', bash({ stdout: LOG })));
    isShort(JSON.parse(stdout.toString()).hookSpecificOutput.updatedToolOutput.stdout);
  });
});

describe('silence', () => {
  it.each([
    ['no JSON', '{"hook_event_name": "PostToolUse"'],
    ['nothing', ''],
    ['a list', '[]'],
    ['bytes', Buffer.of(0xff, 0xfe, 0)],
    ['deep nesting', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['a short text', claude('Bash', bash({ stdout: 'ok\n' }))],
    [
      'a text that cannot be made shorter',
      claude(
        'Bash',
        bash({ stdout: 'x'.repeat(1) + Array.from({ length: 900 }, (_, at) => (at * 7919).toString(36)).join(' ') }),
      ),
    ],
    ['a broken-off command', claude('Bash', bash({ stdout: LOG, interrupted: true }))],
    ['an image', claude('Bash', bash({ stdout: LOG, isImage: true }))],
    ['a text in the place of an object', claude('Bash', LOG)],
    ['a number in the place of a text', claude('Bash', bash({ stdout: 1, stderr: 2 }))],
    ['an unknown tool', claude('REPL', { result: LOG })],
    ['a file', claude('Read', { type: 'text', file: { content: LOG } })],
    ['our own tool', claude('mcp__headroom__headroom_retrieve', LOG)],
    [
      'several blocks',
      claude('mcp__x__y', [
        { type: 'text', text: LOG },
        { type: 'text', text: LOG },
      ]),
    ],
    ['another event', claude('Bash', bash({ stdout: LOG }), { hook_event_name: 'PostToolUseFailure' })],
    ['VS Code', claude('Bash', bash({ stdout: LOG }), { transcript_path: undefined, tool_use_id: 'call_1' })],
  ])('for %s', (_, input) => {
    expect(answered(input)).toBeUndefined();
    for (const agent of ['codex', 'gemini', 'cursor']) expect(answered(input, agent)).toBeUndefined();
  });

  it('for an output of 100 MB', () => {
    expect(answered(claude('Bash', bash({ stdout: LOG.repeat(6000) })))).toBeUndefined();
  });

  it('for a payload in any shape', () =>
    forAll((random) => {
      const payload = JSON.parse(claude('Bash', bash({ stdout: LOG })));
      const broken = (value: any): any => {
        if (random.onceIn(4)) return random.pick([null, 1, '', [], {}, true, LOG]);
        if (typeof value !== 'object' || value === null) return value;
        return Object.fromEntries(
          Object.entries(value).map(([key, own]) => [random.onceIn(9) ? 'x' : key, broken(own)]),
        );
      };
      const said = answered(JSON.stringify(broken(payload)));
      if (said !== undefined) expect(Object.keys(said)).toEqual(['hookSpecificOutput']);
    }, 20));

  it('where the agent has closed its pipe', async () => {
    const child = spawn(process.execPath, [MAIN, 'hook', 'claude'], { cwd: place.folder, env: place.env() });
    child.stdout.destroy();
    child.stdin.end(claude('Bash', bash({ stdout: LOG })));
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
  });
});

describe('Codex gets its command wrapped', () => {
  const codex = (command: unknown, tool = 'Bash'): any =>
    answered(JSON.stringify({ hook_event_name: 'PreToolUse', tool_name: tool, tool_input: { command } }), 'codex');

  it('with no field that it does not know, and it runs as before', () => {
    const said = codex("cat 'the log.txt' && ls ./not-there");
    expect(Object.keys(said)).toEqual(['hookSpecificOutput']);
    const { hookEventName, permissionDecision, updatedInput, ...rest } = said.hookSpecificOutput;
    expect([hookEventName, permissionDecision, rest]).toEqual(['PreToolUse', 'allow', {}]);
    expect(Object.keys(updatedInput)).toEqual(['command']);
    place.write('the log.txt', LOG);
    const { code, stdout } = place.run(['run', '--', 'sh', '-c', updatedInput.command]);
    expect(code).toBe(2);
    expect(expanded(stdout.toString())).toBe(LOG);
  });

  it.each([
    ['apply_patch <<EOF\nEOF'],
    ['cd x'],
    ['npm start &'],
    ['node headroom run -- npm test'],
    ['sudo npm test'],
    [['npm', 'test']],
  ])('but not %j', (command) => expect(codex(command)).toBeUndefined());

  it('but not where a script reads what it prints', () => {
    const payload = { hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command: 'npm test' } };
    expect(answered(JSON.stringify({ ...payload, tool_use_id: 'call_1' }), 'codex')).toBeDefined();
    expect(answered(JSON.stringify({ ...payload, tool_use_id: 'exec-1' }), 'codex')).toBeUndefined();
  });

  it('and the command is quoted, whatever is in it', () =>
    forAll((random: Random) => {
      const command = `printf %s ${random.many(random.below(6), () => random.pick(["'a'", '"b $((1+1))"', '\\\\', '`echo c`', '$HOME', '*', '\n', ' ls -d / '])).join('')}`;
      const said = codex(command);
      const wrapped = said?.hookSpecificOutput.updatedInput.command;
      if (wrapped === undefined) return;
      const env = { SHELL: '/bin/sh' };
      const [direct, through] = [command, wrapped].map((own) => place.run(['run', '--', 'sh', '-c', own], '', env));
      expect(through).toEqual(direct);
    }, 20));
});

describe('Gemini CLI gets its command wrapped', () => {
  const gemini = (input: object, tool = 'run_shell_command'): any =>
    answered(JSON.stringify({ hook_event_name: 'BeforeTool', tool_name: tool, tool_input: input }), 'gemini');

  it('beside the rest of its arguments', () => {
    const { hookSpecificOutput } = gemini({ command: 'npm test', description: 'x' });
    expect(hookSpecificOutput).toMatchObject({ hookEventName: 'BeforeTool', tool_input: { description: 'x' } });
    expect(hookSpecificOutput.tool_input.command).toMatch(/ run -- "\$\{SHELL:-sh\}" -c 'npm test'$/);
  });

  it('but not in the background, and no other tool', () => {
    expect(gemini({ command: 'npm test', is_background: true })).toBeUndefined();
    expect(gemini({ command: 'npm test' }, 'read_file')).toBeUndefined();
    expect(gemini({})).toBeUndefined();
  });
});

describe('Cursor gets the result of an MCP server with its text swapped', () => {
  const cursor = (fields: object): any =>
    answered(
      JSON.stringify({
        hook_event_name: 'postToolUse',
        cursor_version: '3.1.0',
        conversation_id: 'c',
        tool_name: 'MCP:query',
        tool_use_id: 'u',
        tool_output: JSON.stringify({ content: [{ type: 'text', text: LOG }], isError: false }),
        ...fields,
      }),
      'cursor',
    );

  it('in the form that Cursor reads', () => {
    const { updated_mcp_tool_output: updated, ...rest } = cursor({});
    isShort(updated.content[0].text);
    expect([updated.isError, rest]).toEqual([false, {}]);
    expect(cursor({ tool_output: { content: [{ type: 'text', text: LOG }] } })).toBeDefined();
  });

  it.each([
    ['another tool', { tool_name: 'Shell' }],
    ['our own tool', { tool_name: 'MCP:headroom_retrieve' }],
    ['another event', { hook_event_name: 'afterMCPExecution' }],
    ['another agent', { cursor_version: undefined }],
    [
      'several blocks',
      { tool_output: JSON.stringify({ content: [LOG, LOG].map((text) => ({ type: 'text', text })) }) },
    ],
    ['a failure', { tool_output: JSON.stringify({ error: LOG }) }],
    ['no JSON', { tool_output: LOG }],
  ])('but not of %s', (_, fields) => expect(cursor(fields)).toBeUndefined());
});

it('a saving counts only where the transcript has the very text', () => {
  const home = new Workplace();
  const transcript = join(home.folder, 's.jsonl');
  const payload = (id: string): string =>
    claude('Bash', bash({ stdout: LOG }), { transcript_path: transcript, tool_use_id: id });
  const short = (id: string): string =>
    JSON.parse(home.run(['hook', 'claude'], payload(id)).stdout.toString()).hookSpecificOutput.updatedToolOutput.stdout;
  const line = (id: string, content: string): string =>
    JSON.stringify({
      type: 'user',
      message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
    });
  const said = (): any => JSON.parse(home.run(['doctor', '--json']).stdout.toString()).at(-1);
  const [one, two] = [short('toolu_1'), short('toolu_2')];
  expect(said()).toMatchObject({ state: 'ok', said: expect.stringContaining('2 not seen yet') });
  home.write('s.jsonl', `${line('toolu_1', one.trim())}\n`);
  expect(said()).toMatchObject({
    state: 'ok',
    said: expect.stringMatching(/^1 short text arrived and saved [\d,]+ estimated tokens; 1/),
  });
  home.write('s.jsonl', `${line('toolu_1', one)}\nbroken "tool_result"\n${line('toolu_2', LOG)}\n`);
  expect(said()).toMatchObject({
    state: 'problem',
    said: expect.stringContaining('1 short text did not arrive, 1 did'),
  });
  expect(two).toBe(one);
});

describe('the setup', () => {
  // Whoever runs the tests may have a version that runs mods.
  const plain = (agent: string): string[] => (agent === 'claude' ? ['--no-mod'] : []);

  it('is made, said and taken back byte for byte', async () => {
    const before = '{\n  // mine\n  "hooks": { "PostToolUse": [] },\n}\n';
    for (const [agent, file, event] of [
      ['claude', '.claude/settings.json', 'PostToolUse'],
      ['codex', '.codex/hooks.json', 'PreToolUse'],
      ['gemini', '.gemini/settings.json', 'BeforeTool'],
      ['cursor', '.cursor/hooks.json', 'postToolUse'],
    ] as const) {
      await place.place(file, before);
      expect(place.run(['hook', 'install', agent, '--dry-run', ...plain(agent)]).stdout.toString()).toContain(
        `hook ${agent}`,
      );
      expect(
        JSON.parse(place.run(['hook', 'install', agent, '--json', ...plain(agent)]).stdout.toString()).files[0].state,
      ).toBe('done');
      const read = (): Promise<string> =>
        import('node:fs/promises').then((fs) => fs.readFile(`${place.folder}/${file}`, 'utf8'));
      expect(await read()).toContain(event);
      expect(place.run(['hook', 'install', agent, ...plain(agent)]).stdout.toString()).toContain('nothing to do');
      expect(place.run(['hook', 'uninstall', agent]).code).toBe(0);
      expect(await read()).toBe(before);
      expect(place.run(['hook', 'uninstall', agent]).stdout.toString()).toContain('nothing to do');
    }
  });

  it('may ask a proxy in place of a command', async () => {
    const { ProxyServer } = await import('../../dist/src/proxy/index.js');
    const proxy = await ProxyServer.start({ port: 0 });
    try {
      expect(place.run(['hook', 'install', 'codex', '--proxy-url', proxy.url])).toMatchObject({ code: 2 });
      expect(place.run(['hook', 'install', 'claude', '--proxy-url', proxy.url]).code).toBe(0);
      const settings = place.run(['run', '--', 'cat', '.claude/settings.json']).stdout.toString();
      const [, url] = /"url": ?"(.*?)"/.exec(settings)!;
      const ask = async (body: string): Promise<any> => (await fetch(url!, { method: 'POST', body })).json();
      isShort((await ask(claude('Bash', bash({ stdout: LOG })))).hookSpecificOutput.updatedToolOutput.stdout);
      expect(await ask(claude('Bash', bash({ stdout: 'ok' })))).toEqual({});
      // Whoever reaches the proxy must not read files of its user.
      const persistedOutputPath = place.write('private.txt', LOG);
      expect(await ask(claude('Bash', bash({ stdout: LOG, persistedOutputPath })))).toEqual({});
      for (const other of ['nobody', 'codex'])
        expect((await fetch(url!.replace('claude', other), { method: 'POST', body: '{}' })).status).toBe(404);
      expect((await fetch(url!, { method: 'POST', body: '[' })).status).toBe(400);
      expect(place.run(['hook', 'uninstall', 'claude']).code).toBe(0);
    } finally {
      await proxy.close();
    }
  });

  it('names a command that works', async () => {
    place.run(['hook', 'install', 'claude', '--no-mod']);
    const settings = JSON.parse(
      (await import('node:fs'))
        .readFileSync(`${place.folder}/.claude/settings.json`, 'utf8')
        .replace('// mine', '')
        .replace(/,(\s*})/g, '$1'),
    );
    const { command } = settings.hooks.PostToolUse.at(-1).hooks[0];
    const { stdout } = place.run(['run', '--', 'sh', '-c', command], claude('Bash', bash({ stdout: LOG })));
    expect(stdout.toString()).toContain('updatedToolOutput');
  });
});
