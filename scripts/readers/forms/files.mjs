import { some, times } from '../random.mjs';

const numbered = (lines) => lines.map((line, at) => `${String(at + 1).padStart(6)}→${line}`).join('\n');

/** A file with a constant on each line. */
function constants(random, count) {
  return times(count, (at) => ({ name: `LIMIT_${random.id('K').toUpperCase()}_${at}`, value: 10 + random.below(900) }));
}

const source = ({ name, value }) => `export const ${name} = settings.readNumber('${name.toLowerCase()}', ${value});`;

/** A file is read, edited, and read again. */
export function references(random) {
  const before = constants(random, 60);
  const changed = 23;
  const after = before.with(changed, { ...before[changed], value: before[changed].value + 1000 });
  const read = (lines) => ({ tool: 'Read', input: { file_path: 'src/limits.ts' }, text: numbered(lines.map(source)) });
  const own = some(
    after.filter((_, at) => at !== changed),
    8,
  );
  return {
    results: [read(before), read(after)],
    asks: [
      ...own
        .slice(0, 4)
        .map(({ name, value }) => [`What is the default of ${name} in the second reading of the file?`, String(value)]),
      ...own
        .slice(4)
        .map(({ name }) => [
          `On which line of the file is ${name}?`,
          String(after.findIndex((one) => one.name === name) + 1),
        ]),
      ['Which constant differs between the two readings?', before[changed].name],
      ['What is its default in the second reading?', String(after[changed].value)],
    ],
  };
}

export function diff(random) {
  const files = times(6, (at) => ({
    path: `src/limits/${['api', 'store', 'views', 'jobs', 'mail', 'tax'][at]}.ts`,
    line: 20 + random.below(200),
    lines: constants(random, 7),
    now: 1000 + random.below(900),
  }));
  const text = files
    .map(({ path, line, lines, now }) => {
      const body = lines.flatMap((one, at) =>
        at === 3 ? [`-${source(one)}`, `+${source({ ...one, value: now })}`] : [` ${source(one)}`],
      );
      return `diff --git a/${path} b/${path}\nindex ${random.id('')}abc..${random.id('')}def 100644\n--- a/${path}\n+++ b/${path}\n@@ -${line},7 +${line},7 @@\n${body.join('\n')}`;
    })
    .join('\n');
  return {
    results: [{ tool: 'Bash', input: { command: 'git diff' }, text }],
    asks: [
      ...files.slice(0, 3).map(({ path, now }) => [`To which number did the constant in ${path} change?`, String(now)]),
      ...files.slice(3, 5).map(({ path, lines }) => [`Which constant changed in ${path}?`, lines[3].name]),
      ...files
        .slice(1, 4)
        .map(({ path, line }) => [`On which line of the new ${path} is the changed constant?`, String(line + 3)]),
      ['How many files changed?', '6'],
      [`What was the number of ${files[5].lines[3].name} before?`, String(files[5].lines[3].value)],
    ],
  };
}
