/** The number of context lines around a change. */
const CONTEXT = 3;

/** The changed lines with context, as in a unified diff. It supports a change in one place. */
export function diff(path: string, before: string, after: string): string {
  const [old, changed] = [linesOf(before), linesOf(after)];
  const most = Math.min(old.length, changed.length);
  let start = 0;
  while (start < most && old[start] === changed[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === changed.at(-1 - end)) end += 1;
  const from = Math.max(0, start - CONTEXT);
  const marked = (sign: string, lines: readonly string[]): string => lines.map((line) => `${sign}${line}\n`).join('');
  return [
    `--- ${path}\n+++ ${path}\n@@ line ${from + 1} @@\n`,
    marked(' ', old.slice(from, start)),
    marked('-', old.slice(start, old.length - end)),
    marked('+', changed.slice(start, changed.length - end)),
    marked(' ', old.slice(old.length - end).slice(0, CONTEXT)),
  ].join('');
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}
