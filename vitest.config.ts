import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The ES modules, of which other tests look into the parts. Processes that tests start run what Node resolves: CommonJS.
  ssr: { resolve: { conditions: ['module', 'node', 'import'], externalConditions: ['module', 'node'] } },
  test: {
    include: ['__test__/**/*.test.ts'],
    // What takes minutes: `npm run test:full`.
    exclude: process.env['HEADROOM_TEST_FULL'] === '1' ? [] : ['**/*.full.test.ts'],
    // What is tested is the built package, run by Node itself.
    server: { deps: { external: [/\/dist\//] } },
    // Nothing that whoever runs the tests has set counts.
    env: { XDG_CONFIG_HOME: '/nowhere' },
    // A guard against hanging, far above what any test takes.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
