// Measures the longest turn of the event loop during asynchronous work. Other requests of the host wait that long.
//   node benches/node/event-loop.bench.mjs [case]
import { PerformanceObserver } from 'node:perf_hooks';
import { compressBatch, crushJsonAsync, expand, Headroom } from '@headroom/native';
import { countTokensAsync } from '@headroom/native/tokens';

const ROUNDS = 5;
const LINES = Array.from({ length: 12 }, (_, at) => `a line of text number ${at} which repeats in each result`).join(
  '\n',
);
const line = (at) => `line ${at} of text ${(Math.imul(at, 2654435761) >>> 0).toString(36)} with some words`;
const text = (kilobytes) => Array.from({ length: kilobytes * 22 }, (_, at) => line(at)).join('\n');
/** A flat string. V8 would join the parts of a concatenated one at first use. */
const flat = (string) => Buffer.from(string).toString();
const json = (kilobytes) =>
  flat(
    `[${Array.from({ length: kilobytes * 14 }, (_, id) => `{"id": ${id}, "name": "user ${id}", "tags": ["a", "b"], "s": 1.5}`).join(', ')}]`,
  );
const result = (id, content) => [
  { role: 'assistant', content: [{ type: 'tool_use', id, name: 'Bash', input: { command: 'make' } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] },
];
const wide = (count) => [
  {
    role: 'assistant',
    content: Array.from({ length: count }, (_, at) => ({
      type: 'tool_use',
      id: `a${at}`,
      name: 'Bash',
      input: { command: 'x' },
    })),
  },
  {
    role: 'user',
    content: Array.from({ length: count }, (_, at) => ({ type: 'tool_result', tool_use_id: `a${at}`, content: LINES })),
  },
];
const structured = (count) => [
  { role: 'assistant', content: [{ toolUse: { toolUseId: '1', name: 'q', input: {} } }] },
  {
    role: 'user',
    content: [
      { toolResult: { toolUseId: '1', content: [{ json: { rows: Array.from({ length: count }, () => LINES) } }] } },
    ],
  },
];
const requests = (kilobytes) => Array.from({ length: 10 }, (_, at) => result(`a${at}`, text(kilobytes / 10))).flat();

/** The cases. Each prepares its input before the measurement, and returns the work. */
const CASES = {
  'compress 100 KB in 10 results': () => [requests(100)].map((messages) => () => new Headroom().compress(messages))[0],
  'compress 5 MB in 10 results': () => [requests(5000)].map((messages) => () => new Headroom().compress(messages))[0],
  'compress 20 MB in one result': () =>
    [result('a', text(20_000))].map((messages) => () => new Headroom().compress(messages))[0],
  'compress 400,000 messages without text': () =>
    [Array.from({ length: 400_000 }, () => ({ role: 'user', content: [] }))].map(
      (messages) => () => new Headroom().compress(messages),
    )[0],
  'compress 40,000 results in one message': () =>
    [wide(40_000)].map((messages) => () => new Headroom().compress(messages))[0],
  'compress 60,000 strings in one result': () =>
    [structured(60_000)].map((messages) => () => new Headroom().compress(messages))[0],
  'compressBatch of 1,000 conversations': () =>
    [Array.from({ length: 1000 }, (_, at) => result(`a${at}`, LINES))].map((batch) => () => compressBatch(batch))[0],
  'compressBody 20 MB': () =>
    [JSON.stringify({ model: 'm', messages: requests(20_000) })].map(
      (body) => () => new Headroom().compressBody(body),
    )[0],
  'expand 40,000 results in one message': async () =>
    [(await new Headroom().compress(wide(40_000))).messages].map(
      (messages) => () => new Headroom().expand(messages),
    )[0],
  'expand a string of 20 MB': () => [text(20_000)].map((long) => () => expand(long))[0],
  'crushJsonAsync a string of 20 MB': () =>
    [json(20_000)].map((long) => () => crushJsonAsync(long, { format: 'text' }))[0],
  'crushJsonAsync 20 MB of bytes': () =>
    [Buffer.from(json(20_000))].map((bytes) => () => crushJsonAsync(bytes, { format: 'text' }))[0],
  'countTokensAsync a string of 20 MB': () => [text(20_000)].map((long) => () => countTokensAsync(long))[0],
  'explain 100,000 texts': () =>
    [Array.from({ length: 50_000 }, (_, at) => result(`a${at}`, 'short')).flat()].map(
      (messages) => () => new Headroom().explain(messages),
    )[0],
  'result.blocks of 100,000 texts': async () =>
    [await new Headroom().compress(Array.from({ length: 50_000 }, (_, at) => result(`a${at}`, 'short')).flat())].map(
      (made) => async () => made.blocks.length,
    )[0],
};

/** Pauses of the garbage collector do not count. */
const collections = [];
new PerformanceObserver((list) => collections.push(...list.getEntries())).observe({ entryTypes: ['gc'] });

/** Shorter turns are ignored, in milliseconds. */
const SHORT = 0.2;

/**
 * The longest turn while `work` runs, in milliseconds. It is the shorter of elapsed time and CPU time, because each
 * may include time that is not this thread's.
 */
async function longestTurn(work) {
  const turns = [];
  let going = true;
  let start = performance.now();
  let cpu = process.cpuUsage();
  const end = () => {
    const now = performance.now();
    if (now - start > SHORT) {
      const { user, system } = process.cpuUsage(cpu);
      turns.push({ start, end: now, length: Math.min(now - start, (user + system) / 1000) });
    }
    cpu = process.cpuUsage();
    start = performance.now();
  };
  const turn = () => {
    end();
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  await new Promise((resolve) => setTimeout(resolve, 10));
  turns.length = collections.length = 0;
  end();
  await work();
  going = false;
  end();
  await new Promise((resolve) => setTimeout(resolve, 10));
  const collected = (turn) =>
    collections.reduce(
      (sum, { startTime, duration }) =>
        sum + Math.max(0, Math.min(turn.end, startTime + duration) - Math.max(turn.start, startTime)),
      0,
    );
  return turns.reduce((longest, own) => Math.max(longest, own.length - collected(own)), 0);
}

const [, , only] = process.argv;
for (const [name, make] of Object.entries(CASES)) {
  if (only !== undefined && !name.includes(only)) continue;
  const longest = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const work = await make();
    globalThis.gc?.();
    longest.push(await longestTurn(work));
  }
  longest.sort((a, b) => a - b);
  console.log(
    `${name.padEnd(40)} ${longest[0].toFixed(2).padStart(8)} ms at best, ${longest[ROUNDS >> 1].toFixed(2).padStart(8)} ms usually`,
  );
}
