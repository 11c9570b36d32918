// Texts that compress well, for tests of what happens then.

/** Some source code in which no line is like another. */
export const SOURCE: string = Array.from(
  { length: 120 },
  (_, line) => `    let value_${line} = compute(${line * 37 + 11}, "constant ${line}")?;`,
).join('\n');

/** Rows as a service returns them, in one line. */
export const ROWS: string = JSON.stringify(
  Array.from({ length: 50 }, (_, id) => ({ id, name: `user ${id}`, role: 'reader', active: id % 7 > 0 })),
);

/** A file as Claude Code's Read shows it. */
export function numberedFile(text: string): string {
  return text
    .split('\n')
    .map((line, index) => `${String(index + 1).padStart(6)}→${line}`)
    .join('\n');
}

/** A change of a file, with more around it than a single request needs. */
export function diff(name: string): string {
  const line = (at: number): string => `const ${name}_${at} = read("${name}", ${at * 7});`;
  const around = (from: number, count: number): string =>
    Array.from({ length: count }, (_, at) => ` ${line(from + at)}\n`).join('');
  const change = (at: number): string =>
    `@@ -${at},13 +${at},13 @@\n${around(at, 6)}-${line(at + 6)}\n+${line(at + 600)}\n${around(at + 7, 6)}`;
  return `diff --git a/${name}.ts b/${name}.ts\n--- a/${name}.ts\n+++ b/${name}.ts\n${[10, 100, 200, 300].map(change).join('')}`;
}
