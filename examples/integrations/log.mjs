// The tool of the examples: it reads a log with many similar lines.

/** The log of a day. */
export function readLog() {
  return Array.from({ length: 3000 }, (_, at) => {
    const time = new Date(Date.UTC(2026, 0, 1, 0, 0, at * 28)).toISOString().slice(0, 19);
    return at === 1700
      ? `${time} ERROR worker 6 lost its disk in job ${at}`
      : `${time} INFO worker ${at % 7} has done job ${at}`;
  }).join('\n');
}

/** The saving so far, in a sentence. */
export function printSavings(headroom) {
  console.log(headroom.getSummary());
}
