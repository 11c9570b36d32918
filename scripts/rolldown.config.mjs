// Makes few files of many: a process that imports the package or runs a command reads each one of them, and Node takes half a millisecond a file.
import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** What keeps its place: what is published, and what tests look into. */
const PLACES = [
  'index',
  'src/cli/main',
  'src/cli/program',
  'src/native/index',
  'src/cache/volatile',
  'src/cli/commands',
  'src/cli/table',
  'src/cli/terminal',
  'src/config/folder',
  'src/engine/errors',
  'src/errors/codes',
  'src/errors/errors',
  'src/models/snapshot',
  'src/proxy/fields',
  'src/proxy/index',
  'src/proxy/sse',
  'src/proxy/via',
  'src/models/traits',
];

export default defineConfig({
  input: Object.fromEntries(PLACES.map((place) => [place, `${place}.ts`])),
  platform: 'node',
  // Packages are installed, not copied.
  external: (id) => id.startsWith('node:') || id in dependencies,
  // As deep as the folders of src: what looks for other files finds them from there, too.
  output: { dir: 'dist', chunkFileNames: 'src/chunks/[name].js' },
});
