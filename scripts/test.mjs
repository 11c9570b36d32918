#!/usr/bin/env node
// Runs the tests of both languages at the same time, and ends with one line that counts them all: `N passed, N failed`.
//   node scripts/test.mjs         the tests of every change: 100 cases a property, without the long tests
//   node scripts/test.mjs --full  all of them, 1,000 cases a property: what CI runs
//   node scripts/test.mjs --only=cargo|vitest  those of one language
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/**
 * Settings for tests: see `vitest.config.ts`, and `seeds` in both languages. The environment can override
 * HEADROOM_CASES.
 */
const QUICK = { HEADROOM_CASES: '100', HEADROOM_TESTS: 'quick' };
const isFull = process.argv.includes('--full');

/**
 * The sums of the `test result:` lines that cargo prints, one for each test program.
 * @param {string} output
 */
export function countCargo(output) {
  const counts = { passed: 0, failed: 0 };
  for (const [, passed, failed] of output.matchAll(/^test result: .*?(\d+) passed; (\d+) failed;/gm)) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
  }
  return counts;
}

/**
 * The counts in vitest's JSON report. A file that could not be loaded has no tests, and counts as a failure.
 * @param {string} report
 */
export function countVitest(report) {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report);
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + unloaded };
}

/**
 * A suite that failed without a failed test, or that had no tests, counts as one failure. So a failed run never
 * reports `0 failed`.
 * @param {{ passed: number, failed: number }} counts
 * @param {number} status
 */
export function judge(counts, status) {
  const silent = counts.failed === 0 && (status !== 0 || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}

/**
 * Runs a program and passes its output to `print`. Returns its output and its status, which is not 0 if it could not be
 * run.
 */
function run(print, program, args) {
  return new Promise((resolve) => {
    const env = isFull ? process.env : { ...QUICK, ...process.env };
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      print(text);
    });
    child.stderr.setEncoding('utf8').on('data', print);
    child.on('error', (error) => {
      print(`${program}: ${error.message}\n`);
      resolve({ status: 1, output });
    });
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/**
 * Runs suites at the same time, because each of them leaves a core idle for most of its time. The output of a suite is
 * held back until the suites before it have ended.
 * @param {readonly ((print: (text: string) => void) => Promise<{ passed: number, failed: number }>)[]} suites
 * @param {(text: string) => void} write
 */
export async function runTogether(suites, write) {
  const held = suites.map(() => '');
  let shown = 0;
  const works = suites.map((suite, at) => suite((text) => (at === shown ? write(text) : (held[at] += text))));
  const results = [];
  for (const work of works) {
    results.push(await work);
    shown += 1;
    write(held[shown] ?? '');
  }
  return results;
}

async function cargo(print) {
  const { status, output } = await run(print, 'cargo', ['test', '--workspace', '--locked', '--no-fail-fast']);
  return judge(countCargo(output), status);
}

async function vitest(print) {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-test-'));
  const report = join(folder, 'report.json');
  try {
    const program = join(root, 'node_modules/vitest/vitest.mjs');
    const { status } = await run(print, process.execPath, [
      program,
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    return judge(countVitest(readFileSync(report, 'utf8')), status);
  } catch (error) {
    print(`vitest left no report: ${error.message}\n`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
  const suites = Object.entries({ cargo, vitest }).filter(([name]) => only === undefined || name === only);
  const results = await runTogether(
    suites.map(([, suite]) => suite),
    (text) => process.stdout.write(text),
  );
  const [passed, failed] = ['passed', 'failed'].map((count) => results.reduce((sum, result) => sum + result[count], 0));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || suites.length === 0 ? 1 : 0;
}
