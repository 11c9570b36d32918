// Texts like those that agents read. They are made here, so that nothing of the user's is measured or kept.

/** The number of lines or rows of a sample. */
const COUNT = 2000;

const lines = (line: (at: number) => string): string => Array.from({ length: COUNT }, (_, at) => line(at)).join('\n');
const time = (at: number): string => new Date(Date.UTC(2031, 4, 1) + at * 1700).toISOString();

const WORDS =
  'the a this every some old new short quiet river station letter garden engine winter market teacher bridge question harbour writes carries opens follows forgets paints before after under beside slowly gladly twice never'.split(
    ' ',
  );

/** A line of words that have no pattern, as nothing is said twice in prose. */
function sentence(at: number): string {
  const words = Array.from(
    { length: 8 + (at % 9) },
    (_, word) => WORDS[(((at + 1) * 7919 + word * 104_729) ^ (at * word)) % WORDS.length],
  );
  return `${words.join(' ')}.`;
}

/** The samples by what they are. */
export const SAMPLES: Readonly<Record<string, string>> = {
  'a log': lines((at) => `${time(at)} INFO  worker-${at % 7}: job ${4000 + at} done in ${(at * 37) % 91} ms`),
  'rows of JSON': JSON.stringify(
    Array.from({ length: COUNT }, (_, at) => ({
      id: at,
      name: `item ${at}`,
      price: (at * 7919) % 1000,
      isSold: at % 3 === 0,
    })),
  ),
  'search results': lines(
    (at) => `src/${['core', 'http', 'store'][at % 3]}/file${at % 40}.ts:${at}:export const value${at} = ${at};`,
  ),
  'passing tests': lines((at) => `test module${at % 50}::case_${at} ... ok`),
  prose: lines(sentence),
};
