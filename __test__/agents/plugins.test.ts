// Plugins that agents load: they shorten the results of tools, leave files, and have the shape that the agent expects.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Workplace } from '../cli/headroom.js';
import { LOG } from './log.js';

const home = new Workplace();
const expanded = (text: string): string => home.run(['expand'], text).stdout.toString();

/** Installs a plugin, and runs a script in which `plugin` is what it exports, and `LOG` the log. */
function inPlugin(agent: string, file: string, script: string): any {
  expect(home.run(['hook', 'install', agent])).toMatchObject({ code: 0, stderr: '' });
  const copy = home.write('plugin.mjs', readFileSync(join(home.folder, file)));
  const code = `import * as plugin from ${JSON.stringify(copy)}; const LOG = ${JSON.stringify(LOG)}; ${script}`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

function isShort(text: unknown): void {
  expect(String(text).length).toBeLessThan(LOG.length / 2);
  expect(expanded(String(text))).toBe(LOG);
}

it.each([
  ['pi', '.pi/agent/extensions/headroom.ts'],
  ['omp', '.omp/agent/extensions/headroom.ts'],
])('%s: texts of results are shortened, failed ones too; files and images stay', (agent, file) => {
  const script = `let handler; plugin.default({ on: (_, own) => (handler = own) });
    const content = [{ type: 'text', text: LOG, x: 1 }, { type: 'image', data: 'AA' }, { type: 'text', text: 'ok' }];
    console.log(JSON.stringify(['bash', 'read'].map((toolName) => handler({ toolName, content, isError: true }).content)));`;
  const [bashed, read] = inPlugin(agent, file, script);
  isShort(bashed[0].text);
  expect(bashed[0].x).toBe(1);
  expect(bashed.slice(1)).toEqual([
    { type: 'image', data: 'AA' },
    { type: 'text', text: 'ok' },
  ]);
  expect(read[0].text).toBe(LOG);
});

it.each([
  ['opencode', '.config/opencode/plugins/headroom.js'],
  ['kilo', '.config/kilo/plugins/headroom.js'],
])('%s: the output of a tool is shortened in its place', (agent, file) => {
  const script = `const hooks = await plugin.Headroom({}); const result = { title: 't', output: LOG, metadata: { a: 1 } };
    await hooks['tool.execute.after']({ tool: 'bash' }, result); console.log(JSON.stringify(result));`;
  const { output, ...rest } = inPlugin(agent, file, script);
  isShort(output);
  expect(rest).toEqual({ title: 't', metadata: { a: 1 } });
});

it.each([
  [
    'pi',
    '.pi/agent/extensions/headroom.ts',
    'plugin.default({ on: (_, own) => (call = own) });',
    'call({ toolName, content: value })?.content',
  ],
  [
    'opencode',
    '.config/opencode/plugins/headroom.js',
    "call = (await plugin.Headroom({}))['tool.execute.after'];",
    '(await call({ tool: toolName }, result), result.output)',
  ],
  [
    'cline',
    '.cline/plugins/headroom.js',
    'call = plugin.default.hooks.afterTool;',
    'call({ toolCall: { toolName }, result: { output: value } }).result.output',
  ],
  [
    'openclaw',
    '.openclaw/extensions/headroom/index.js',
    'plugin.default.register({ registerAgentToolResultMiddleware: (own) => (call = own) });',
    'call({ toolName, result: { content: value } }).result.content',
  ],
])('%s: a value of any shape passes, and of tools only those for files are left alone', (agent, file, load, ask) => {
  const VALUES =
    '[undefined, null, 7, "text", [null], [{}], [{ type: "text" }], {}, [{ type: "image", data: "A".repeat(5000) }]]';
  const script = `let call; ${load} const ask = async (toolName, value) => { const result = { output: value }; return ${ask}; };
    const values = ${VALUES}; const passed = []; for (const value of values) passed.push(await ask('bash', value));
    const texts = {}; for (const name of ['read_logs', 'readme', 'write_report', 'patch_list', 'x_headroom_retrieve'])
      texts[name] = (await ask(name, [{ type: 'text', text: LOG }]))[0].text;
    console.log(JSON.stringify([values, passed, texts, (await ask('bash', { a: [null, LOG] })).a]));`;
  const [values, passed, { x_headroom_retrieve: own, ...texts }, nested] = inPlugin(agent, file, script);
  expect(passed).toEqual(values);
  for (const text of Object.values(texts)) isShort(text);
  expect(own).toBe(LOG);
  expect(nested[0]).toBe(null);
  isShort(nested[1]);
});

it('cline: texts in structured results are shortened, and everything else stays', () => {
  const script = `const { afterTool } = plugin.default.hooks;
    const output = [{ query: 'x', result: LOG, success: true }];
    const said = (toolName) => afterTool({ toolCall: { toolName }, result: { output, isError: false } });
    console.log(JSON.stringify([plugin.default.manifest, said('run_commands').result, said('read_files').result]));`;
  const [manifest, short, read] = inPlugin('cline', '.cline/plugins/headroom.js', script);
  expect(manifest).toEqual({ capabilities: ['hooks'] });
  isShort(short.output[0].result);
  expect(short).toMatchObject({ isError: false, output: [{ query: 'x', success: true }] });
  expect(read.output[0].result).toBe(LOG);
});

describe('openclaw', () => {
  const folder = '.openclaw/extensions/headroom';
  const read = (file: string): any => JSON.parse(readFileSync(join(home.folder, file), 'utf8'));

  it('has a manifest that declares what the plugin registers, and is switched on', () => {
    const script = `const registered = []; const api = { registerAgentToolResultMiddleware: (...all) => registered.push(all) };
      plugin.default.register(api); const [[shortened, options]] = registered;
      const result = { content: [{ type: 'text', text: LOG }, { type: 'image' }], details: { a: 1 } };
      console.log(JSON.stringify([options, plugin.default.id, shortened({ toolName: 'exec', result })]));`;
    const [options, id, { result }] = inPlugin('openclaw', `${folder}/index.js`, script);
    const manifest = read(`${folder}/openclaw.plugin.json`);
    expect([id, options.runtimes]).toEqual([manifest.id, manifest.contracts.agentToolResultMiddleware]);
    expect(read(`${folder}/package.json`)).toMatchObject({ openclaw: { extensions: ['./index.js'] } });
    expect(read('.openclaw/openclaw.json')).toEqual({ plugins: { entries: { headroom: { enabled: true } } } });
    isShort(result.content[0].text);
    expect([result.content[1], result.details]).toEqual([{ type: 'image' }, { a: 1 }]);
  });

  it('is not half set up if its settings cannot be changed, and goes as a whole', () => {
    expect(home.run(['hook', 'uninstall', 'openclaw']).code).toBe(0);
    expect([folder, '.openclaw/openclaw.json'].map((file) => existsSync(join(home.folder, file, 'index.js')))).toEqual([
      false,
      false,
    ]);
    mkdirSync(join(home.folder, '.openclaw'));
    home.write('.openclaw/openclaw.json', '{ "plugins": ');
    const { code, stderr } = home.run(['hook', 'install', 'openclaw']);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/left as it is: .*not valid JSON/),
    });
    expect(existsSync(join(home.folder, folder, 'index.js'))).toBe(false);
  });
});

it('a plugin goes again, unless somebody has changed it', () => {
  const place = new Workplace();
  place.run(['hook', 'install', 'pi']);
  expect(place.run(['hook', 'install', 'pi']).stdout.toString()).toContain('nothing to do');
  place.write('.pi/agent/extensions/headroom.ts', '// mine\n');
  expect(place.run(['hook', 'uninstall', 'pi'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('was changed since'),
  });
  expect(place.run(['hook', 'install', 'pi'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('did not write'),
  });
  expect(place.run(['uninstall']).code).toBe(1);
  expect(place.run(['hook', 'uninstall', 'pi', '--force']).code).toBe(0);
  expect(existsSync(join(place.folder, '.pi/agent/extensions/headroom.ts'))).toBe(false);
});

it('one folder for several agents has a manifest, and starts the MCP server', () => {
  expect(home.run(['hook', 'install', 'openplugins'])).toMatchObject({ code: 0, stderr: '' });
  const read = (file: string): any =>
    JSON.parse(readFileSync(join(home.folder, '.agents/plugins/headroom', file), 'utf8'));
  expect(read('plugin.json')).toMatchObject({
    $schema: expect.stringMatching(/plugin\.schema\.json$/),
    name: 'headroom',
  });
  const { command, args } = read('mcp.json').mcpServers.headroom;
  expect(spawnSync(command, args, { input: '', env: home.env() }).status).toBe(0);
});
