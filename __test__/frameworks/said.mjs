// What the tool of these conversations says in each turn: texts that repeat themselves, rows, and a long log.

/** The output of a turn. */
export function said(turn) {
  if (turn % 4 === 0)
    return Array.from({ length: 900 }, (_, line) => `${turn}:${line} INFO job ${line} is done`).join('\n');
  if (turn % 4 === 1)
    return JSON.stringify(Array.from({ length: 60 }, (_, at) => ({ id: at, host: `node-${at % 5}`, turn })));
  return Array.from({ length: 30 }, (_, line) => `${line}: the same lines in each of these turns`).join('\n');
}
