// Measures a turn of a long session: two more messages at the end of a conversation that the session knows.
//   node benches/node/turns.bench.mjs [messages]
import { Headroom } from '@headroom/native';

const [, , count = '2001'] = process.argv;
const MESSAGES = Number(count);
const TURNS = 60;
const SEED = 20_240_501;
/** Each of so many results is a long one. */
const LONG_EVERY = 40;
const WORDS =
  'request connection closed peer while reading response upstream server address module compiled test passed warning unused'.split(
    ' ',
  );

/** Random whole numbers below `end` from a seed: a linear congruential generator, of which the high bits are used. */
function generator(seed) {
  let state = seed >>> 0;
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}

/** Lines of a tool's output, as one flat string. */
function output(below, length) {
  const lines = [];
  for (let size = 0; size < length; size += lines.at(-1).length + 1)
    lines.push(`${Array.from({ length: 4 + below(9) }, () => WORDS[below(WORDS.length)]).join(' ')} ${below(100_000)}`);
  return Buffer.from(lines.join('\n').slice(0, length)).toString();
}

function conversation(messages) {
  const below = generator(SEED);
  const all = [{ role: 'user', content: 'Find out why the build fails, and repair it.' }];
  for (let at = 0; all.length < messages; at += 1) {
    const id = `toolu_${at}`;
    const input = below(2) ? { command: `make target-${below(50)}` } : { file_path: `/src/module-${below(80)}.ts` };
    const name = 'command' in input ? 'Bash' : 'Read';
    const length = below(LONG_EVERY) === 0 ? 10_000 : 200 + below(1800);
    all.push(
      { role: 'assistant', content: [{ type: 'tool_use', id, name, input }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: output(below, length) }] },
    );
  }
  return all.slice(0, messages);
}

/** Reads each value of the messages once, as anything has to that notices changes. */
function walk(value) {
  if (typeof value !== 'object' || value === null) return 1;
  let sum = 0;
  for (const key in value) sum += walk(value[key]);
  return sum;
}

const at = (sorted, share) => sorted[Math.floor(sorted.length * share)].toFixed(2).padStart(7);

/** The duration of each of the last turns, and the time that all processors worked meanwhile, in milliseconds. */
async function measure(name, messages, turn) {
  const [times, worked] = [[], []];
  for (let end = messages.length - 2 * TURNS; end <= messages.length; end += 2) {
    const given = messages.slice(0, end);
    const [start, before] = [performance.now(), process.cpuUsage()];
    await turn(given);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    worked.push((user + system) / 1000);
  }
  // The first turn compresses everything before.
  const [own, cpu] = [times, worked].map((all) => all.slice(1).sort((a, b) => a - b));
  console.log(
    `${name.padEnd(40)} ${at(own, 0.5)} ms at p50, ${at(own, 0.95)} ms at p95; ${at(cpu, 0.5)} ms of processors`,
  );
}

const messages = conversation(MESSAGES);
const options = { model: 'claude-sonnet-4-5' };
const session = (pruning, settings) => {
  const own = new Headroom(settings).session();
  return (given) => own.compress(given, { ...options, pruning });
};
console.log(`${MESSAGES} messages, the last ${TURNS} turns`);
await measure('a walk of the messages', messages, (given) => given.forEach(walk));
await measure('session, pruning off', messages, session('off', {}));
await measure('session, pruning auto', messages, session('auto', {}));
await measure('session, pruning auto, store in memory', messages, session('auto', { store: ':memory:' }));
