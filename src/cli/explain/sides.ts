import type { Explained } from '../../analysis/index.js';
import { plural } from '../../format/index.js';
import { printable, stylesFor } from '../terminal.js';

/** How wide the two columns are together where nobody says, and at least. */
const WIDTH = 160;
const NARROWEST = 40;
const BETWEEN = ' │ ';

/** Each text that changed, beside what is sent for it. */
export function sides(texts: readonly Explained[], stream: NodeJS.WriteStream): string {
  const { bold, dim } = stylesFor(stream);
  const width = Math.floor((Math.max(stream.columns ?? WIDTH, NARROWEST) - BETWEEN.length) / 2);
  let output = '';
  for (const { block, before, after } of texts) {
    if (before === after) continue;
    output += `${bold(`message ${block.message} · ${printable(block.name)}: ${plural(block.tokensBefore, 'token')} → ${plural(block.tokensAfter, 'token')}, ${block.fidelity}`)}\n`;
    const [left, right] = [wrapped(before, width), wrapped(after, width)];
    for (let at = 0; at < Math.max(left.length, right.length); at += 1)
      output += `${`${(left[at] ?? '').padEnd(width)}${dim(BETWEEN)}${right[at] ?? ''}`.trimEnd()}\n`;
  }
  return output === '' ? 'Nothing changed.\n' : output;
}

/** Lines of at most `width` characters. */
function wrapped(text: string, width: number): string[] {
  const parts = (line: string): string[] =>
    line === '' ? [''] : (line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []);
  return text
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((line) => parts(printable(line)));
}
