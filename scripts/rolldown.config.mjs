// Makes few files of many: a process that imports the package or runs a command reads each one of them, and Node takes half a millisecond a file.
//
// The library is built twice. Node, Jest and whatever else loads files runs the CommonJS build, which `.mjs` files pass on to ES modules: so a process
// has one copy of every class, however it is loaded. Bundlers take the ES modules (condition `module`), which they can bundle into either format.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path/posix';
import { defineConfig } from 'rolldown';

/** What users import. */
const ENTRIES = [
  'index',
  ...readdirSync(new URL('../entries', import.meta.url)).map((name) => `entries/${name.replace(/\.ts$/, '')}`),
];

/** What keeps its place beside that: the command, and what tests look into. */
const PLACES = [
  'src/cli/main',
  'src/cli/program',
  'src/native/index',
  'src/agents/index',
  'src/files/index',
  'src/prompt-cache/volatile',
  'src/cli/commands',
  'src/cli/table',
  'src/cli/terminal',
  'src/cli/proxy/settings/index',
  'src/cli/service/service',
  'src/cli/mcp/clients',
  'src/cli/mcp/install',
  'src/cli/mcp/uninstall',
  'src/config/folder',
  'src/mcp/index',
  'src/headroom/skeleton',
  'src/text/errors',
  'src/errors/codes',
  'src/errors/errors',
  'src/models/snapshot',
  'src/proxy/index',
  'src/proxy/signing/index',
  'src/proxy/via',
  'src/models/traits',
  'src/wire/fields',
  'src/wire/sse',
  'src/wire/tools/index',
];

/** A declaration file that passes on what stands in `types` for this place. */
function declarations(place) {
  const path = relative(dirname(place), `types/${place}.js`);
  return `export * from '${path.startsWith('.') ? path : `./${path}`}';\n`;
}

/** `import` of a CommonJS entry: its names, and declarations that are the same as those for `require`. */
const passOn = {
  name: 'pass-on',
  generateBundle(_, bundle) {
    for (const { isEntry, name, exports } of Object.values(bundle)) {
      if (!isEntry) continue;
      const module = `import cjs from './${basename(name)}.cjs';\n\nexport const { ${exports.join(', ')} } = cjs;\n`;
      this.emitFile({ type: 'asset', fileName: `${name}.mjs`, source: module });
      this.emitFile({ type: 'asset', fileName: `${name}.d.mts`, source: declarations(name) });
    }
  },
};

/** The licences of the packages that the chunks hold. */
const notices = {
  name: 'notices',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
    const folders = modules.flatMap((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id) ?? []);
    const texts = [...new Set(folders)].sort().map((folder) => {
      const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
      const file = readdirSync(folder).find((own) => /^licen[cs]e/i.test(own));
      return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
    });
    this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source: texts.join('\n\n') });
  },
};

/** Types for the tests that look into built files. They are not published. */
const declare = {
  name: 'declare',
  generateBundle() {
    for (const place of PLACES)
      this.emitFile({ type: 'asset', fileName: `${place}.d.ts`, source: declarations(place) });
  },
};

/** CommonJS has a `require` of its own, which file tracers and Jest know. */
const ownRequire = {
  name: 'own-require',
  transform: {
    filter: { id: /platforms\.ts$/ },
    handler: (code) => code.replace(/^const require\b.*$/m, ''),
  },
};

const common = {
  platform: 'node',
  // Whoever installs the library gets no packages of the command line: its chunks hold them.
  external: /^(node:|@headroom\/native-)/,
  // What some packages give to Node loads files by names that are made up as it runs: jsonc-parser does.
  resolve: { mainFields: ['module', 'main'] },
};
const input = (places) => Object.fromEntries(places.map((place) => [place, `${place}.ts`]));
/**
 * What nearly all entries share, in one file each. Otherwise the more entries there are, the more files a program reads that uses one of them. What has no engine in
 * it stands apart, because `remote` works without one.
 */
const SHARED = {
  groups: [
    { name: 'errors', test: /\/src\/(errors|format)\// },
    { name: 'providers', test: /\/src\/(providers|tool)\// },
    { name: 'text', test: /\/src\/(native|text)\// },
  ],
};
// As deep as the folders of src: what looks for other files finds them from there, too.
const output = (extension) => ({
  dir: 'dist',
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `src/chunks/[name].${extension}`,
  codeSplitting: SHARED,
});

export default defineConfig([
  { ...common, input: input([...ENTRIES, ...PLACES]), plugins: [declare, notices], output: output('js') },
  {
    ...common,
    input: input(ENTRIES),
    plugins: [ownRequire, passOn],
    output: { ...output('cjs'), format: 'cjs', exports: 'named' },
  },
]);
