// JSON of a given size, the same each time, as crates/headroom_testkit/src/samples.rs makes it.

const WORDS = [
  'request',
  'the',
  'connection',
  'was',
  'closed',
  'by',
  'peer',
  'while',
  'reading',
  'response',
  'from',
  'upstream',
  'server',
  'at',
  'address',
  '10.0.0.1',
];
const STATES = ['active', 'pending', 'failed', 'archived', 'in review'];
const DEPTH = 24;

/** Random whole numbers below `end` from a seed: Mulberry32. */
function generator(seed) {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % end;
  };
}

function text(below, words) {
  const word = () =>
    ['line\nbreak', '"quoted"', 'naïve 日本', String(below(10_000))][below(40)] ?? WORDS[below(WORDS.length)];
  return Array.from({ length: words }, word).join(' ');
}

const two = (number) => String(number).padStart(2, '0');
const hex = (below) =>
  below(2 ** 32)
    .toString(16)
    .padStart(8, '0');

/** The rows of each kind. */
const KINDS = {
  wide: (below, row) => ({
    id: row,
    uuid: hex(below) + hex(below),
    name: text(below, 2),
    status: STATES[below(STATES.length)],
    owner: `user_${below(40)}`,
    created_at: `2024-05-${two(1 + below(28))}T10:${two(below(60))}:00Z`,
    size: below(100_000),
    score: below(10_000) / 10_000,
    enabled: below(3) === 0,
    public: below(3) === 0,
    parent: below(2) === 0 ? null : below(row + 1),
    region: `eu-${below(3)}`,
    url: `https://example.com/items/${row}`,
    version: '1.4.2',
    kind: 'item',
    retries: below(3),
  }),
  deep: (below) => {
    const level = (depth) => ({
      id: below(1000),
      name: text(below, 1),
      ...(depth > 0 && { child: level(depth - 1) }),
      ...(below(4) === 0 && { tags: Array.from({ length: below(4) }, () => text(below, 1)) }),
    });
    return level(DEPTH);
  },
  strings: (below, row) => ({ id: row, title: text(below, 6), body: text(below, 80), note: text(below, 25) }),
  numbers: (below, row) => ({
    t: 1_700_000_000 + 60 * row,
    n: below(50),
    values: Array.from({ length: 24 }, () => below(2000) + below(1_000_000) / 1_000_000),
  }),
};

export const KIND_NAMES = Object.keys(KINDS);

/** Layouts of JSON: JavaScript's, Python's, and indented. */
export const LAYOUTS = {
  compact: (value) => JSON.stringify(value),
  // Line feeds in strings are escaped, so the others are layout.
  spaced: (value) => JSON.stringify(value, null, 1).replace(/,\n */g, ', ').replace(/\n */g, ''),
  indented: (value) => JSON.stringify(value, null, 2),
};

/** An array of rows of one kind. Its length is the given number of bytes or a little more. */
export function sample(kind, bytes, layout) {
  const below = generator(1);
  const rows = [];
  for (let length = 0; length < bytes; ) {
    const row = KINDS[kind](below, rows.length);
    rows.push(row);
    length += Buffer.byteLength(LAYOUTS[layout](row)) + 2;
  }
  return Buffer.from(LAYOUTS[layout](rows));
}
