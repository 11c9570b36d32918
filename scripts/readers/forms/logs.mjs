import { some, times, two } from '../random.mjs';

const result = (command, text) => [{ tool: 'Bash', input: { command }, text }];

/** Orders that a queue took, with three failures. */
function entries(random, count) {
  return times(count, (at) => {
    const entry = { at: `10:${two(Math.floor(at / 50))}:${two(at % 50)}`, order: 4000 + at, ms: 5 + random.below(80) };
    return { ...entry, worker: 1 + random.below(4), failed: at % Math.floor(count / 3) === 17 };
  });
}

function line({ at, order, ms, worker, failed }) {
  const what = failed
    ? `ERROR queue: order ${order} was refused: no rate`
    : `INFO queue: took order ${order} in ${ms} ms`;
  return `2026-03-01T${at}.250Z [worker-${worker}] ${what}`;
}

export function log(random) {
  const all = entries(random, 90);
  const good = some(
    all.filter(({ failed }) => !failed),
    7,
  );
  const bad = all.filter(({ failed }) => failed);
  return {
    results: result('journalctl -u queue', all.map(line).join('\n')),
    asks: [
      ...good.slice(0, 4).map(({ order, ms }) => [`How many ms did order ${order} take?`, String(ms)]),
      ...good
        .slice(4)
        .map(({ order, at }) => [`At which time (hours, minutes, seconds) was order ${order} taken?`, at]),
      ['How many orders were refused?', String(bad.length)],
      ['Which order was refused first?', String(bad[0].order)],
      [`Which worker refused order ${bad.at(-1).order}?`, `worker-${bad.at(-1).worker}`],
    ],
  };
}

export function logOneshot(random) {
  const all = entries(random, 400);
  const good = some(
    all.filter(({ failed }) => !failed),
    5,
  );
  const bad = all.filter(({ failed }) => failed);
  return {
    results: result('journalctl -u queue', all.map(line).join('\n')),
    asks: [
      ...bad
        .slice(0, 3)
        .map(({ order, at }) => [`At which time was order ${order} refused?`, at, [`order ${order} was`]]),
      ['How many lines does the log have?', '400', []],
      ['Which order was refused first?', String(bad[0].order)],
      ...good.map(({ order, ms }) => [`How many ms did order ${order} take?`, String(ms), [`order ${order} in`]]),
    ],
  };
}
