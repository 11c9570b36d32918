// Pages that promise a whole list have one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/process.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const SOURCES: ReadonlyMap<string, string> = new Map(
  readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => [name, read(`src/${name}`)]),
);

describe('docs/configuration.md', () => {
  const page = read('docs/configuration.md');

  it('has every variable that the sources read', () => {
    const read = [...SOURCES.values()].flatMap((source) =>
      Array.from(
        source.matchAll(/\benv\['(\w+)'\]|\babsolute\('(\w+)'\)|\benv: '(\w+)'|^ {2}(HEADROOM_\w+): \[/gm),
        ([, ...names]) => names.find((name) => name !== undefined)!,
      ),
    );
    expect(read.length).toBeGreaterThan(60);
    // Windows reads names in any case.
    expect([...new Set(read)].filter((name) => name !== 'Path' && !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('has no marks of TSDoc', () => expect(page).not.toContain('{@'));
});

describe('docs/security.md', () => {
  const page = read('docs/security.md');

  it('tells of everything that opens a connection', () => {
    const opening = [...SOURCES].filter(([, source]) => OPENS.test(source));
    expect(opening.map(([name]) => name)).toEqual(Object.keys(OPENING));
    for (const words of Object.values(OPENING)) expect(page).toContain(words);
  });

  it('tells of every file that is put into the folder for state', () => {
    const names = [...SOURCES.values()]
      .filter((source) => /\bstateFolder\b|\bMemory\b/.test(source))
      .flatMap((source) =>
        Array.from(
          source.matchAll(
            /join\((?:folder|state|dirname\(\w+\)), [`']([\w.${}-]+)[`']\)|purpose: '(\w+)'|PURPOSE = '(\w+)'/g,
          ),
          ([, ...found]) => found.find((name) => name !== undefined)!,
        ),
      )
      .map((name) => name.replace(/\$\{port}/, 'PORT').replace(/\$\{kind}/, 'slim'))
      .filter((name) => !ELSEWHERE.test(name));
    expect(new Set(names).size).toBeGreaterThan(7);
    expect(names.filter((name) => !page.includes(`\`${name}\``) && !page.includes(`\`${name}/\``))).toEqual([]);
  });
});

const OPENS =
  /\bfetch\(|\bglobalThis\.fetch\b|https?\.request\b|\b(?:tls|net)\.connect\(|\bnew WebSocket\(|import \{[^}]*\b(?:get|request|connect)\b[^}]*\} from 'node:(?:https?|tls|net)'/;
/** The files that open connections, and the words that tell of them. */
const OPENING: Readonly<Record<string, string>> = {
  'agents/claude/mod.ts': 'Other commands connect to the proxy',
  'ask/ask.ts': '`endpointEmbedder` sends',
  'cli/models/pull.ts': '`headroom models pull` downloads',
  'cli/shared-proxy/ask.ts': 'Other commands connect to the proxy',
  'integrations/fetch/create.ts': '[Integrations](integrations.md) send',
  'integrations/fetch/request.ts': '[Integrations](integrations.md) send',
  'mcp/proxy.ts': 'Other commands connect to the proxy',
  'proxy/instance.ts': 'Other commands connect to the proxy',
  'proxy/upstream.ts': 'connects to the providers',
  'proxy/via.ts': 'connects to the providers',
};

/** Files in folders below, and files of the package. */
const ELSEWHERE = /-kept\.json$|^package\.json$/;
