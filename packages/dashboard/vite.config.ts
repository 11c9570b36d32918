// Builds the page: three files with fixed names, which the proxy serves under /dashboard.
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

/** What the build holds of others. */
const BUNDLED = ['preact', 'uplot'];

/** The licences of what is bundled. */
const licences: Plugin = {
  name: 'licences',
  generateBundle() {
    const texts = BUNDLED.map((name) => {
      const folder = new URL(`../../node_modules/${name}/`, import.meta.url);
      const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as { version: string };
      return `${name} ${version}\n\n${readFileSync(new URL('LICENSE', folder), 'utf8').trim()}\n`;
    });
    this.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES.txt', source: texts.join('\n\n') });
  },
};

/** Browsers say with modules, and where `crossorigin` is set, which page asks. The proxy answers no page that says so, and one chunk needs no module. */
const plain: Plugin = {
  name: 'plain',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replaceAll(' crossorigin', '').replace('<script type="module"', '<script defer'),
  },
};

export default defineConfig({
  base: '/dashboard/',
  logLevel: 'warn',
  plugins: [licences, plain],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/dashboard',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { entryFileNames: 'app.js', assetFileNames: 'app[extname]' } },
  },
});
