// Random tool output, and texts that look like our notation.
import { jsonText } from './json-text.js';
import type { Random } from './random.js';

const WORDS = [
  'fn',
  'let',
  'return',
  'self',
  'the',
  'value',
  'of',
  'request',
  'error:',
  'import',
  'config',
  'user_id',
  '0x1f',
  '42',
  '->',
  '{',
  '}',
  '(x)',
  '=',
  '"quoted"',
  'naïve',
  '日本語',
  '🙂',
  'path/to/file.rs',
  "it's",
];
const MARKS = [
  '[@ Read a.rs]',
  '[@ Read a.rs:1-3]',
  '[@ Read b.rs #2:7]',
  '[@ 2-4]',
  '[@ ',
  '[lines 1→9]',
  '[lines 1:3, width 4]',
  '[table 2 rows: a b]',
  '[table 2 rows: a=1]\n\n×1',
  '[json]{"a":1}',
  '[json]{...}',
  '[json spaced]{a:1}',
  '[json]{a:[table 2 rows: b]\n1\n2\n}',
  '[verbatim]',
  '[verbatim]\n[verbatim]\n',
  '[crlf]\n',
  '[texts in JSON: from " at the end of a line to " at the start of one]\n"\n',
  '{"$columns":["a"],"$missing":"~","$rows":[[1]]}',
  '1 2',
  '&name v',
  '*name',
  '10→x',
  '[[[[',
  'plain words',
];
const NUMBERINGS = [
  { width: 6, separator: '→' },
  { width: 6, separator: '\t' },
  { width: 0, separator: ':' },
  { width: 0, separator: '|' },
  { width: 4, separator: ' | ' },
  { width: 5, separator: '│' },
] as const;

/** A random line of source code or prose. */
export function line(random: Random): string {
  const words = random.many(random.below(9), () => random.pick(WORDS)).join(' ');
  return '    '.repeat(random.below(4)) + words + (random.onceIn(3) ? ` ${random.below(1000)}` : '');
}

/** The lines of a random file. Some of them repeat. */
export function file(random: Random, count: number): string[] {
  const out: string[] = [];
  for (let index = 0; index < count; index++)
    out.push(out.length > 0 && random.onceIn(6) ? random.pick(out) : line(random));
  return out;
}

/** Lines with numbers from `first` on, in one of the styles that tools use. Rarely a number is wrong. */
export function numbered(
  random: Random,
  lines: readonly string[],
  first = 1,
  style = random.below(NUMBERINGS.length),
): string {
  const { width, separator } = NUMBERINGS[style]!;
  let number = first;
  const shown = lines.map((text) => {
    number += random.onceIn(400) ? 2 : 1;
    return `${String(number - 1).padStart(width)}${separator}${text}`;
  });
  return shown.join('\n') + (random.onceIn(2) ? '\n' : '');
}

/** A text with many forms of our notation. */
export function lookAlike(random: Random): string {
  return random.many(1 + random.below(20), () => random.pick(MARKS) + (random.onceIn(2) ? '\n' : '')).join('');
}

/** The answer of a tool that wraps a text in JSON, with the escapes of one library or another. */
function inJson(random: Random, text: string): string {
  const json = JSON.stringify(
    random.pick([text, { output: text, code: 1 }, { id: 7, parts: [{ text }, { text: `${text}\nend` }] }]),
    null,
    random.below(3),
  );
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return random.pick([json, json.replaceAll(/[^ -~\n]/g, escaped), json.replaceAll(/[<>&]/g, escaped)]);
}

/** The random output of a command. */
export function output(random: Random): string {
  switch (random.below(10)) {
    case 0:
      return file(random, random.below(40)).join('\r\n');
    case 1:
      return jsonText(random);
    case 2:
      return `${line(random)}\n\`\`\`json\n${jsonText(random)}\n\`\`\`\n${line(random)}`;
    case 3:
      return random
        .many(random.below(15), () =>
          JSON.stringify({ id: random.below(99), level: random.pick(['info', 'warn']), message: line(random) }),
        )
        .join('\n');
    case 4:
      return random.many(random.below(300), () => random.pick(WORDS)).join(' ');
    case 5:
      return lookAlike(random);
    case 6:
      return `${lookAlike(random)}\n${file(random, random.below(30)).join('\n')}`;
    case 7:
      return random.pick([
        '',
        ' ',
        '\n',
        'ok',
        '\u0000\u0001',
        '\ufeff{}',
        'half a pair \ud83d',
        '\u001b[32mpassed\u001b[0m',
      ]);
    case 8:
      return inJson(random, random.onceIn(4) ? lookAlike(random) : file(random, random.below(60)).join('\n'));
    default:
      return file(random, random.below(60)).join('\n');
  }
}
