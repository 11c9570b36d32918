// Bundles many files into few. A process that imports the package or runs a command reads each file, and Node takes
// half a millisecond for one.
//
// The library is built twice. Programs that load files, such as Node and Jest, run the CommonJS build. `.mjs` files
// re-export it as ES modules, so a process has one copy of every class, however it is loaded. Bundlers use the ES
// modules (condition `module`), which they can bundle into either format.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path/posix';
import { defineConfig } from 'rolldown';

/** The modules that users import. */
const ENTRIES = [
  'index',
  ...readdirSync(new URL('../entries', import.meta.url)).map((name) => `entries/${name.replace(/\.ts$/, '')}`),
];

/** Modules that keep their place: the command, and modules that tests import. */
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
  'src/proxy/websocket/frames',
  'src/models/traits',
  'src/wire/fields',
  'src/wire/sse',
  'src/wire/tools/index',
];

/** Makes a declaration file that re-exports the one in `types`. */
function declarations(place) {
  const path = relative(dirname(place), `types/${place}.js`);
  return `export * from '${path.startsWith('.') ? path : `./${path}`}';\n`;
}

/** Makes the `import` version of a CommonJS entry: its names, and the same declarations as for `require`. */
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

/** Collects the licences of the packages in the chunks. */
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

/** Writes types for tests that import built files. They are not published. */
const declare = {
  name: 'declare',
  generateBundle() {
    for (const place of PLACES)
      this.emitFile({ type: 'asset', fileName: `${place}.d.ts`, source: declarations(place) });
  },
};

/** CommonJS has its own `require`, which file tracers and Jest recognise. */
const ownRequire = {
  name: 'own-require',
  transform: {
    filter: { id: /platforms\.ts$/ },
    handler: (code) => code.replace(/^const require\b.*$/m, ''),
  },
};

const common = {
  platform: 'node',
  // The chunks contain the packages of the command line, so that users of the library install none.
  external: /^(node:|@headroom\/native-)/,
  // Some packages give Node loaders with computed file names, which cannot be bundled: jsonc-parser does.
  resolve: { mainFields: ['module', 'main'] },
};
const input = (places) => Object.fromEntries(places.map((place) => [place, `${place}.ts`]));
/**
 * Nearly all entries share these chunks. Otherwise a program that uses one entry would read more files with each
 * further entry. Code without an engine has a chunk of its own, because `remote` works without one.
 */
const SHARED = {
  groups: [
    { name: 'errors', test: /\/src\/(errors|format)\// },
    { name: 'providers', test: /\/src\/(providers|tool)\// },
    { name: 'text', test: /\/src\/(native|text)\// },
  ],
};
/** What a hook loads, which an agent waits for at each call of a tool: nothing else may stand in the same file. */
const HOOK = {
  includeDependenciesRecursively: false,
  groups: [
    {
      name: 'hook',
      test: /\/src\/(agents\/(launch|hook)|hooks\/(index|respond)|cli\/hook\/(answer|stdin))\.ts$/,
      priority: 2,
    },
    { name: 'look', test: /\/src\/providers\/look\.ts$/, priority: 1 },
    ...SHARED.groups,
  ],
};
// The output is as deep as the folders of src, so that relative paths to other files stay valid.
const output = (extension, codeSplitting = SHARED) => ({
  dir: 'dist',
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `src/chunks/[name].${extension}`,
  codeSplitting,
});

export default defineConfig([
  { ...common, input: input([...ENTRIES, ...PLACES]), plugins: [declare, notices], output: output('js', HOOK) },
  {
    ...common,
    input: input(ENTRIES),
    plugins: [ownRequire, passOn],
    output: { ...output('cjs'), format: 'cjs', exports: 'named' },
  },
]);
