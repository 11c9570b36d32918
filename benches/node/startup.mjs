// Measures, in a process of its own, the time from the start to the first result, and the time of later calls. Prints
// JSON.
import { sample } from './samples.mjs';

const CALLS = 20_000;
const buffer = sample('wide', 1000, 'spaced');
const options = { minTokensToCrush: 0 };

const start = performance.now();
const { crushJson } = await import('@headroom/native');
crushJson(buffer, options);
const first = performance.now() - start;

const later = Array.from({ length: CALLS }, () => {
  const start = process.hrtime.bigint();
  crushJson(buffer, options);
  return Number(process.hrtime.bigint() - start) / 1000;
});
console.log(JSON.stringify({ first, later: later.sort((a, b) => a - b)[CALLS / 2] }));
