// The configuration of clients: what is written, kept and removed.
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { install } from '../../dist/src/cli/mcp/install.js';
import { uninstall } from '../../dist/src/cli/mcp/uninstall.js';
import { Workplace } from '../cli/headroom.js';
import { clientNamed, CLIENTS, FILES, Home, type Client } from './home.js';

const JSON_CLIENTS = CLIENTS.filter(({ format }) => format === 'json');
const gemini = clientNamed('gemini');
const codex = clientNamed('codex');
const entryIn = ({ format, container }: Client, text: string): any =>
  (format === 'json' ? (parseJson(text, [], { allowTrailingComma: true }) ?? {}) : (parseToml(text) as any))[container]
    ?.headroom;

/** Possible files of a client with this container. */
const jsonSamples = (container: string): Record<string, string> => ({
  empty: '',
  blank: '\n\n',
  'an empty object': '{}',
  'an empty object in lines': '{\n}\n',
  'one line': '{"theme":"dark"}',
  'others in one line': `{"${container}":{"other":{"command":"x"}}}`,
  'an empty list': `{\n\t"${container}": {}\n}`,
  'others with tabs': `{\n\t"${container}": {\n\t\t"other": { "command": "x" }\n\t},\n\t"theme": "dark"\n}\n`,
  comments: `// mine\n{\n  /* one, two */ "theme": "dark" // , three\n  // "${container}": {}\n}\n// end`,
  'a trailing comma': `{\n  "theme": "dark", // keep,\n}`,
  CRLF: `{\r\n  "${container}": {\r\n    "other": {} // x\r\n  }\r\n}\r\n`,
  'a byte order mark': `\ufeff{\n    "theme": "dark"\n}\n`,
  'odd texts': `{"a\\"}{": "// no comment", "b": "\\u007d", "${container}": {"}": [1e400, -0.0, {"headroom": 1}]}}`,
});
const TOML_SAMPLES: Record<string, string> = {
  empty: '',
  'no line end': 'model = "x"',
  others: '# mine\nmodel = "x" # y\n\n[mcp_servers.other]\ncommand = "x"\n\n[tui]\na = 1\n',
  'text like a table': 'a = """\n[mcp_servers.headroom]\n"""\n',
  CRLF: 'model = "x"\r\n[mcp_servers]\r\n',
  'a byte order mark': '\ufeffmodel = "x"\n',
};

describe.each(CLIENTS.map((client) => [client.title, client] as const))('%s', (_, client) => {
  const samples = client.format === 'json' ? jsonSamples(client.container) : TOML_SAMPLES;

  it('has its file in the documented place', () =>
    Home.within((home) => {
      install(client, {});
      expect(existsSync(home.path(client))).toBe(true);
      expect(Object.keys(FILES)).toEqual(CLIENTS.map(({ name }) => name));
    }));

  it('is configured, and restored byte for byte', () =>
    Home.within((home) => {
      for (const [name, text] of Object.entries(samples)) {
        home.write(client, text);
        install(client, {});
        const after = home.read(client)!;
        expect(JSON.stringify(entryIn(client, after.replace('\ufeff', ''))), name).toMatch(/,"mcp","serve"\]/);
        // The existing entries stay, in their order.
        let at = 0;
        for (const piece of text.split(/[\s{}[\],]+/).filter(Boolean)) {
          at = after.indexOf(piece, at);
          expect(at, `${name}: ${piece}`).toBeGreaterThanOrEqual(0);
        }
        uninstall(client, {});
        expect(home.read(client), name).toBe(text);
      }
    }));

  it('gets a private file if it has none, which is deleted again', () =>
    Home.within((home) => {
      install(client, {});
      if (process.platform !== 'win32') expect(statSync(home.path(client)).mode & 0o777).toBe(0o600);
      expect(entryIn(client, home.read(client)!)).toBeDefined();
      uninstall(client, {});
      expect(home.read(client)).toBeUndefined();
      expect(readdirSync(join(home.folder, '.state', 'headroom', 'mcp'))).toEqual([]);
    }));

  it('reports the second time that nothing is to do, in both directions', () =>
    Home.within(() => {
      install(client, {});
      expect(install(client, {})).toMatch(/already set up/);
      uninstall(client, {});
      expect(uninstall(client, {})).toMatch(/nothing to undo/);
    }));

  it('is shown the planned change, and nothing changes', () =>
    Home.within((home) => {
      const text = samples['others'] ?? samples['others with tabs']!;
      home.write(client, text);
      expect(install(client, { dryRun: true })).toMatch(/^--- [^]*\n\+.*headroom/);
      expect(home.read(client)).toBe(text);
      expect(existsSync(join(home.folder, '.state'))).toBe(false);
      install(client, {});
      const after = home.read(client);
      expect(uninstall(client, { dryRun: true })).toMatch(/^--- [^]*\n-.*headroom/);
      expect(home.read(client)).toBe(after);
    }));

  it('is connected to a server over HTTP, if it is known how', () =>
    Home.within((home) => {
      const remote = 'http://127.0.0.1:8788/mcp';
      if (!client.remote) return expect(() => install(client, { remote })).toThrow(/not known how/);
      install(client, { remote });
      expect(Object.values(entryIn(client, home.read(client)!))).toContain(remote);
      install(client, { proxyUrl: 'http://127.0.0.1:8787' });
      expect(JSON.stringify(entryIn(client, home.read(client)!))).toContain('"--proxy-url","http://127.0.0.1:8787"');
      uninstall(client, {});
      expect(home.read(client)).toBeUndefined();
    }));

  it('keeps a foreign or changed entry of this name unless forced', () =>
    Home.within((home) => {
      const own =
        client.format === 'json'
          ? `{"${client.container}":{"headroom":{"command":"mine"}}}`
          : '[mcp_servers.headroom]\ncommand = "mine"\n';
      home.write(client, own);
      expect(() => install(client, {})).toThrow(/did not write: add --force/);
      expect(() => uninstall(client, {})).toThrow(/not written by this command/);
      expect(home.read(client)).toBe(own);
      install(client, { force: true });
      expect(home.read(client)).not.toContain('mine');
      uninstall(client, {});
      expect(home.read(client)).toBe(own);
      rmSync(home.path(client));
      install(client, {});
      writeFileSync(home.path(client), home.read(client)!.replace('"serve"', '"serve-other"'));
      expect(() => uninstall(client, {})).toThrow(/was changed since/);
      uninstall(client, { force: true });
      expect(entryIn(client, home.read(client) ?? '')).toBeUndefined();
    }));
});

describe('a file is not changed', () => {
  const kept: [string, Client, string | Uint8Array, RegExp][] = [
    ['that is cut off', gemini, '{"mcpServers": {', /not valid JSON/],
    ['that is no object', gemini, '[]', /form that its program documents/],
    ['whose list is none', gemini, '{"mcpServers": []}', /form that its program documents/],
    ['with a list twice', gemini, '{"mcpServers": {}, "mcpServers": {}}', /is in it twice/],
    ['with two values', gemini, '{} {}', /not valid JSON/],
    ['nested deeply', gemini, `{"a": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`, /nested too deeply/],
    ['that is not UTF-8', gemini, Buffer.of(0x7b, 0xff, 0x7d), /not UTF-8/],
    ['in UTF-16', gemini, Buffer.from('\ufeff{}', 'utf16le'), /not UTF-8/],
    ['that is no TOML', codex, 'a = \n', /not valid TOML/],
    ['with a table twice', codex, '[a]\n[a]\n', /not valid TOML/],
    ['whose list is in one line', codex, 'mcp_servers = { other = { command = "x" } }\n', /without touching the rest/],
    ['whose list is a text', codex, 'mcp_servers = "x"\n', /without touching the rest/],
  ];
  it.each(kept)('%s', (_, client, content, message) =>
    Home.within((home) => {
      home.write(client, content);
      for (const force of [undefined, true] as const)
        expect(() => install(client, { ...(force && { force }) })).toThrow(message);
      expect(readFileSync(home.path(client)).equals(Buffer.from(content as never))).toBe(true);
      expect(readdirSync(dirname(home.path(client)))).toHaveLength(1);
    }),
  );

  it.skipIf(process.platform === 'win32')('that is read-only, and keeps its permissions', () =>
    Home.within((home) => {
      home.write(gemini, '{}');
      chmodSync(home.path(gemini), 0o444);
      expect(() => install(gemini, {})).toThrow(/read-only/);
      chmodSync(home.path(gemini), 0o640);
      install(gemini, {});
      expect(statSync(home.path(gemini)).mode & 0o777).toBe(0o640);
      chmodSync(home.path(gemini), 0o444);
      expect(() => uninstall(gemini, {})).toThrow(/read-only/);
    }),
  );

  it('that is a folder', () =>
    Home.within((home) => {
      home.write(gemini, '');
      rmSync(home.path(gemini));
      symlinkSync(home.folder, home.path(gemini));
      expect(() => install(gemini, {})).toThrow(/no regular file/);
    }));
});

it.skipIf(process.platform === 'win32')('but a link stays a link, and a dangling one is reported', () =>
  Home.within((home) => {
    const target = join(home.folder, 'dotfiles.json');
    home.write(gemini, '');
    rmSync(home.path(gemini));
    symlinkSync(target, home.path(gemini));
    expect(() => install(gemini, {})).toThrow(/leads nowhere/);
    writeFileSync(target, '{\n  "a": 1\n}\n');
    install(gemini, {});
    expect(lstatSync(home.path(gemini)).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toContain('headroom');
    uninstall(gemini, {});
    expect(lstatSync(home.path(gemini)).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('{\n  "a": 1\n}\n');
  }),
);

it('other changes stay byte for byte, with trailing commas', () =>
  Home.within((home) => {
    home.write(gemini, '{\n\t"a": 1, // one\n\t"mcpServers": {\n\t\t"b": {}, // two\n\t},\n}\n');
    install(gemini, {});
    home.write(gemini, home.read(gemini)!.replace('"a": 1', '"a": 2'));
    uninstall(gemini, {});
    expect(home.read(gemini)).toBe('{\n\t"a": 2, // one\n\t"mcpServers": {\n\t\t"b": {}, // two\n\t},\n}\n');
  }));

it('an entry of an earlier version is replaced, and the original is restored', () =>
  Home.within((home) => {
    const before = '{\n  "a": 1\n}\n';
    home.write(gemini, before);
    install({ ...gemini, entry: () => ({ command: 'old' }) }, {});
    install(gemini, {});
    expect(entryIn(gemini, home.read(gemini)!).args).toContain('serve');
    uninstall(gemini, {});
    expect(home.read(gemini)).toBe(before);
  }));

it('a missing or damaged backup costs only the exact bytes', () =>
  Home.within((home) => {
    for (const client of JSON_CLIENTS) {
      home.write(client, '{ "a": 1 }');
      install(client, {});
      const folder = join(home.folder, '.state', 'headroom', 'mcp');
      for (const name of readdirSync(folder))
        if (name.endsWith('.backup')) writeFileSync(join(folder, name), 'damaged');
      uninstall(client, {});
      expect(JSON.parse(home.read(client)!)).toEqual({ a: 1 });
    }
  }));

describe('the command', () => {
  const place = new Workplace();

  it('lists the clients, configures all of them, and undoes that', async () => {
    // Programs are looked for, too, and whoever runs the tests may have some.
    const bare = { PATH: '/nowhere' };
    expect(place.run(['mcp', 'install'], '', bare)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no client was found: name one of claude,/),
    });
    await place.place('.gemini/settings.json', '{"broken');
    await place.place('.codex/config.toml', 'model = "x"\n');
    const { code, stdout, stderr } = place.run(['mcp', 'install'], '', bare);
    expect(code).toBe(1);
    expect(stdout.toString()).toMatch(/^Codex: set up in .*config\.toml\n {2}The file as it was: .*\n {2}Restart it/);
    expect(stderr).toMatch(/^headroom: Gemini CLI: .*settings\.json is left as it is: it is not valid JSON/);
    expect(place.run(['mcp', 'status'], '', bare).stdout.toString()).toMatch(
      /claude +not found[^]*codex +set up [^]*gemini +it is not valid JSON/,
    );
    expect(place.run(['mcp', 'uninstall', 'codex'])).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(place.folder, '.codex/config.toml'), 'utf8')).toBe('model = "x"\n');
  });

  it.skipIf(process.platform === 'win32')('finds an agent by its program', () => {
    const home = new Workplace();
    const program = home.write('qwen', '#!/bin/sh\n');
    const PATH = { PATH: home.folder };
    expect(home.run(['mcp', 'status', 'qwen'], '', PATH).stdout.toString()).toContain('not found');
    chmodSync(program, 0o755);
    expect(home.run(['mcp', 'install'], '', PATH).stdout.toString()).toMatch(/^Qwen Code: set up in/);
    expect(home.run(['mcp', 'status', 'qwen'], '', PATH).stdout.toString()).toContain('set up');
  });

  it('writes a command that starts', async () => {
    place.run(['mcp', 'install', 'claude']);
    const { command, args } = JSON.parse(readFileSync(join(place.folder, '.claude.json'), 'utf8')).mcpServers.headroom;
    expect(command).toBe(process.execPath);
    expect(place.run(args.slice(1), '').code).toBe(0);
    expect(existsSync(args[0])).toBe(true);
  });

  it('works without a home unless a file has to be kept there', () => {
    const { code, stderr } = place.run(['mcp', 'install', 'claude', '--force'], '', {
      HOME: '',
      XDG_STATE_HOME: '',
      LOCALAPPDATA: '',
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/no folder to keep a backup in/);
  });
});
