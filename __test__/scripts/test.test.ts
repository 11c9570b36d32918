import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countCargo, countVitest, judge, runTogether } from '../../scripts/test.mjs';
import { ROOT } from '../support/process.js';

const CARGO = `
running 12 tests
test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.31s

test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests headroom_core
test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
`;
const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((of) => ({ status: of })),
});
const vitest = (numPassedTests: number, numFailedTests: number, ...testResults: object[]): string =>
  JSON.stringify({ numPassedTests, numFailedTests, testResults });

describe('the last line of npm test', () => {
  it('adds up the results of all test programs of cargo', () => {
    expect(countCargo(CARGO)).toEqual({ passed: 15, failed: 2 });
    expect(countCargo('error[E0425]: cannot find value')).toEqual({ passed: 0, failed: 0 });
    expect(countCargo('a test printed: test result: ok. 9 passed; 9 failed;')).toEqual({ passed: 0, failed: 0 });
  });

  it("uses vitest's counts, and counts files that could not be loaded as failures", () => {
    expect(countVitest(vitest(5, 0, file('passed', 'passed')))).toEqual({ passed: 5, failed: 0 });
    expect(countVitest(vitest(5, 1, file('failed', 'passed', 'failed')))).toEqual({ passed: 5, failed: 1 });
    expect(countVitest(vitest(5, 1, file('failed', 'failed'), file('failed')))).toEqual({ passed: 5, failed: 2 });
  });

  it('never reports zero failures if something did not run', () => {
    expect(judge({ passed: 5, failed: 0 }, 0)).toEqual({ passed: 5, failed: 0 });
    expect(judge({ passed: 5, failed: 2 }, 1)).toEqual({ passed: 5, failed: 2 });
    expect(judge({ passed: 5, failed: 0 }, 101)).toEqual({ passed: 5, failed: 1 });
    expect(judge({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('suites that run at the same time', () => {
  it('all start at once, and print one after the other', async () => {
    const steps: string[] = [];
    const ends: (() => void)[] = [];
    const suite = (name: string) => async (print: (text: string) => void) => {
      steps.push(`start ${name}`);
      print(`${name}1 `);
      await new Promise<void>((resolve) => ends.push(resolve));
      print(`${name}2 `);
      return { passed: 1, failed: 0 };
    };
    let output = '';
    const results = runTogether(['a', 'b', 'c'].map(suite), (text: string) => (output += text));
    expect(steps).toEqual(['start a', 'start b', 'start c']);
    expect(output).toBe('a1 ');
    ends[2]!();
    ends[0]!();
    ends[1]!();
    expect(await results).toEqual([1, 1, 1].map((passed) => ({ passed, failed: 0 })));
    expect(output).toBe('a1 a2 b1 b2 c1 c2 ');
  });
});

it('the installed package runs no script', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const name of ['preinstall', 'install', 'postinstall', 'preprepare', 'postprepare'])
    expect(scripts).not.toHaveProperty(name);
  expect(scripts['prepare']).toBe('npm run build');
});
