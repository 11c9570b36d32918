// Texts that compress well, for tests of what happens then.

/** Some source code in which no line is like another. */
export const SOURCE: string = Array.from({ length: 120 }, (_, line) => `    let value_${line} = compute(${line * 37 + 11}, "constant ${line}")?;`).join('\n');

/** Rows as a service returns them, in one line. */
export const ROWS: string = JSON.stringify(Array.from({ length: 50 }, (_, id) => ({ id, name: `user ${id}`, role: 'reader', active: id % 7 > 0 })));

/** A file as Claude Code's Read shows it. */
export function numberedFile(text: string): string {
  return text.split('\n').map((line, index) => `${String(index + 1).padStart(6)}→${line}`).join('\n');
}
