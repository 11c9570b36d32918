/** What a build prints: lines that say the same of other numbers. */
export const LOG: string = Array.from(
  { length: 400 },
  (_, at) => `2031-05-01 10:00:${at % 60} INFO worker ${at} done in ${at % 31} ms\n`,
).join('');
