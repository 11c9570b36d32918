// Texts that compress well.

/** Source code in which every line is different. */
export const SOURCE: string = Array.from(
  { length: 120 },
  (_, line) => `    let value_${line} = compute(${line * 37 + 11}, "constant ${line}")?;`,
).join('\n');

/** Rows of JSON in one line, as a service returns them. */
export const ROWS: string = JSON.stringify(
  Array.from({ length: 50 }, (_, id) => ({ id, name: `user ${id}`, role: 'reader', active: id % 7 > 0 })),
);

/** A file as Claude Code's tool `Read` prints it. */
export function numberedFile(text: string): string {
  return text
    .split('\n')
    .map((line, index) => `${String(index + 1).padStart(6)}→${line}`)
    .join('\n');
}

/** A diff with more context lines than a single request needs. */
export function diff(name: string): string {
  const line = (at: number): string => `const ${name}_${at} = read("${name}", ${at * 7});`;
  const around = (from: number, count: number): string =>
    Array.from({ length: count }, (_, at) => ` ${line(from + at)}\n`).join('');
  const change = (at: number): string =>
    `@@ -${at},13 +${at},13 @@\n${around(at, 6)}-${line(at + 6)}\n+${line(at + 600)}\n${around(at + 7, 6)}`;
  return `diff --git a/${name}.ts b/${name}.ts\n--- a/${name}.ts\n+++ b/${name}.ts\n${[10, 100, 200, 300].map(change).join('')}`;
}
