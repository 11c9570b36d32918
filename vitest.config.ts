import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that take tens of seconds each: `npm test` leaves them to `npm run test:full`. */
const LONG = [
  '__test__/bad-input/large.test.ts',
  '__test__/bad-input/lines.test.ts',
  '__test__/cli/round-trip.test.ts',
  '__test__/package/**',
];

/** Builds with other tools, which take minutes: `npm run test:tools`. */
const TOOLS = '**/*.full.test.ts';
const EXCLUDED: Readonly<Record<string, readonly string[]>> = { quick: [...LONG, TOOLS], tools: [] };

export default defineConfig({
  // The ES modules, of which other tests look into the parts. Processes that tests start run what Node resolves:
  // CommonJS.
  ssr: { resolve: { conditions: ['module', 'node', 'import'], externalConditions: ['module', 'node'] } },
  test: {
    include: ['__test__/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(EXCLUDED[process.env['HEADROOM_TESTS'] ?? ''] ?? [TOOLS])],
    // What is tested is the built package, run by Node itself.
    server: { deps: { external: [/\/dist\//] } },
    // Nothing that whoever runs the tests has set counts.
    env: { XDG_CONFIG_HOME: '/nowhere' },
    // A guard against hanging, far above what any test takes.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
