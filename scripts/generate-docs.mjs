// Writes docs/configuration.md, docs/errors.md and docs/proxy-options.md from the sources, so that they cannot go out
// of date.
//   npm run generate:docs
//
// Options come from the declarations that TypeScript users see, with their comments. Codes come from the closed set
// of errors.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');

/** Returns the paths and contents of the generated pages. */
export async function pages() {
  const { CODES } = await import('../dist/src/errors/codes.js');
  const { SETTINGS } = await import('../dist/src/cli/proxy/settings/index.js');
  const declared = {
    engine: interfacesIn(read('src/native/binding.d.ts')),
    headroom: interfacesIn(read('src/headroom/options.ts')),
    store: interfacesIn(read('src/store/limits.ts')),
  };
  const template = read('scripts/docs/configuration.md');
  return new Map([
    [
      'docs/configuration.md',
      template
        .replaceAll(/^<!-- options: (.*) -->$/gm, (_, names) => options(declared, names))
        .replace('<!-- variables of the proxy -->', () => variables(SETTINGS, template)),
    ],
    [
      'docs/proxy-options.md',
      read('scripts/docs/proxy-options.md').replace(/^<!-- settings -->$/m, () => settings(SETTINGS)),
    ],
    ['docs/errors.md', read('scripts/docs/errors.md').replace(/^<!-- codes -->$/m, () => codes(CODES))],
  ]);
}

/** The fields of each interface in a source, by the name of the interface. */
function interfacesIn(source) {
  const found = {};
  for (const [, name, body] of source.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)) {
    const fields = body.matchAll(/ {2}\/\*\*([\s\S]*?)\*\/\n {2}(\w+)\??: (.*?);?$/gm);
    found[name] = Array.from(fields, ([, comment, field, type]) => ({ field, type, ...described(comment) }));
  }
  return found;
}

/** The types that a source names, such as `Mode`. */
function aliasesIn(source) {
  return new Map(Array.from(source.matchAll(/^export type (\w+) = (.*);$/gm), ([, name, type]) => [name, type]));
}

/** The text of a comment, and the default at its end. */
function described(comment) {
  const text = comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim())
    .filter(Boolean)
    .join(' ')
    .replaceAll(/\{@link ([^}]+)\}/g, '`$1`');
  const [, marked = ''] = /`([^`]+)` \(default\)/.exec(text) ?? [];
  const [, without, value] = /^([\s\S]*?)\s*Default: ([^.]*(?:\.\d+[^.]*)?)\.?$/.exec(text) ?? [
    undefined,
    text,
    marked,
  ];
  return { text: without, value };
}

const ALIASES = new Map(
  ['src/headroom/options.ts', 'src/store/store.ts'].flatMap((path) => [...aliasesIn(read(path))]),
);

/** Makes a table of the options of some interfaces, such as `engine.CrushOptions, headroom.Settings`. */
function options(declared, names) {
  const rows = names.split(', ').flatMap((name) => {
    const [source, own] = name.split('.');
    const fields = declared[source]?.[own];
    if (!fields?.length) throw new Error(`there is no ${name} to document`);
    return fields;
  });
  return table(
    ['Option', 'Type', 'Default', 'Meaning'],
    rows.map(({ field, type, value, text }) => [
      `\`${field}\``,
      `\`${type.replace(/ \| undefined$/, '').replace(/\w+/g, (name) => ALIASES.get(name) ?? name)}\``,
      value === '' ? '' : code(value),
      text,
    ]),
  );
}

function codes(all) {
  return Object.entries(all)
    .map(([name, own]) => {
      const rows = Object.entries(own).map(([errorCode, help]) => [`\`${errorCode}\``, help]);
      return `## ${name}\n\n${table(['Code', 'What to do'], rows)}`;
    })
    .join('\n\n');
}

/** Lists the variables of the proxy that have no row of their own in a page. */
function variables(all, page) {
  const names = Object.values(all).flatMap(({ env }) => env ?? []);
  return names
    .filter((name) => !page.includes(`\n| \`${name}\` |`))
    .map((name) => `\`${name}\``)
    .join(', ');
}

/** Lists the settings of the proxy, with all places where each can be set. */
function settings(all) {
  const rows = Object.values(all).map(({ name, short, value, isOption, env, choices, fallback, help }) => [
    isOption === false ? '' : `\`${short ? `-${short}, ` : ''}--${name} ${value}\``,
    env === undefined ? '' : `\`${env}\``,
    `\`${name}\``,
    code(fallback),
    `${help}${choices ? ` (${choices.join(', ')})` : ''}`,
  ]);
  return table(['Option', 'Environment', 'Key in a file', 'Default', 'Meaning'], rows);
}

function code(value) {
  return /^[\w.']+$/.test(value) ? `\`${value.replaceAll('`', '')}\`` : value;
}

function table(titles, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(line)].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of await pages()) writeFileSync(new URL(path, root), text);
}
