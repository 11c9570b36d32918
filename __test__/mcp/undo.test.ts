// Changes of the user between install and uninstall are kept.
import { applyEdits, format, modify, parse as parseJson, type FormattingOptions } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { expect, it } from 'vitest';
import { install } from '../../dist/src/cli/mcp/install.js';
import { uninstall } from '../../dist/src/cli/mcp/uninstall.js';
import { forAll, type Random } from '../support/random.js';
import { CLIENTS, Home, type Client } from './home.js';

type Edit = (text: string, random: Random, container: string) => string;

const layout = (random: Random): FormattingOptions => ({
  insertSpaces: random.onceIn(2),
  tabSize: random.pick([2, 4]),
  eol: random.pick(['\n', '\r\n']),
});
const set =
  (path: (random: Random, container: string) => string[], value: unknown): Edit =>
  (text, random, container) =>
    applyEdits(text, modify(text, path(random, container), value, { formattingOptions: layout(random) }));

const JSON_EDITS: readonly Edit[] = [
  set((random) => [`own${random.below(3)}`], { a: [1, '}', '//'] }),
  set((random, container) => [container, `server${random.below(3)}`], { command: 'x', args: ['a,b'] }),
  set((random) => [`own${random.below(3)}`], undefined),
  set((random, container) => [container, `server${random.below(3)}`], undefined),
  (text, random) => `${random.pick(['// a comment, with a comma\n', '/* [headroom, 1], */', '\n\n'])}${text}`,
  (text, random) => `${text}${random.pick(['\n// the end', '\n', '  '])}`,
  (text, random) => applyEdits(text, format(text, undefined, layout(random))),
  (text, random) => text.replace('{', `{ // first, ${random.below(9)}\n`),
  (text) => text.replace('"headroom"', '/* before */ "headroom"'),
];
const TOML_EDITS: readonly Edit[] = [
  (text, random) => `# a comment [${random.below(9)}]\nkey_${text.length} = ${random.below(9)}\n${text}`,
  (text, random) => `${text}\n[own_${text.length}]\na = "[mcp_servers.headroom]"\nb = ${random.below(9)}\n`,
  (text) => `${text}\n[mcp_servers.server_${text.length}]\ncommand = "x"\n`,
  (text) => `${text}# the end\n`,
  (text) => `${text}\n\n`,
];

function start(random: Random, { format: kind, container }: Client): string | undefined {
  const json = [
    undefined,
    '',
    '{}',
    '{ "own0": 1 }',
    `{"${container}":{}}`,
    `{\n  "own1": true, // one\n  "${container}": {\n    "server0": { "command": "y" },\n  },\n}\n`,
    `\ufeff{\r\n\t"${container}": {\r\n\t\t"server1": {}\r\n\t}\r\n}`,
  ];
  const toml = [
    undefined,
    '',
    'model = "x"\n',
    '[mcp_servers.server]\ncommand = "y"\n\n[tui]\na = 1',
    '\ufeffa = 1\r\n',
  ];
  return random.pick(kind === 'json' ? json : toml);
}

/** The content of a file without our entry. An empty list of servers counts as none. */
function meaning({ format: kind, container }: Client, text: string): unknown {
  const plain = text.replace(/^\ufeff/, '');
  const root: any = kind === 'json' ? (parseJson(plain, [], { allowTrailingComma: true }) ?? {}) : parseToml(plain);
  const { [container]: servers = {}, ...rest } = root;
  const { headroom: _, ...others } = servers;
  return JSON.parse(JSON.stringify({ ...rest, [container]: others }));
}

const commentsIn = (text: string): string[] => text.match(/\/\/ .*|\/\*.*?\*\/|^# .*$/gm) ?? [];

it('keeps changes between install and uninstall, and removes our entry', () =>
  forAll((random) => {
    Home.within((home) => {
      const client = random.pick(CLIENTS);
      const before = start(random, client);
      if (before !== undefined) home.write(client, before);
      install(client, {});
      const mark = home.read(client)!.startsWith('\ufeff') ? '\ufeff' : '';
      let text = home.read(client)!.slice(mark.length);
      const edits = random.many(random.below(5), () => random.pick(client.format === 'json' ? JSON_EDITS : TOML_EDITS));
      for (const edit of edits) text = edit(text, random, client.container);
      home.write(client, mark + text);
      uninstall(client, {});
      const after = home.read(client);
      if (edits.length === 0) expect(after).toBe(before);
      expect(after ?? '').not.toMatch(/"mcp",\s*"serve"/);
      expect(meaning(client, after ?? '')).toEqual(meaning(client, mark + text));
      if (edits.length > 0)
        expect(commentsIn((after ?? '').replace(/^\ufeff/, '')).sort()).toEqual(commentsIn(text).sort());
    });
  }, 200));
