import type { Explained } from '../../analysis/index.js';
import { plural } from '../../format/index.js';
import { printable, stylesFor } from '../terminal.js';

/** The default and the minimum width of both columns together. */
const WIDTH = 160;
const NARROWEST = 40;
const BETWEEN = ' │ ';

/** Prints each changed text beside what is sent for it. */
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

/** Splits a text into lines of at most `width` characters. */
function wrapped(text: string, width: number): string[] {
  const parts = (line: string): string[] =>
    line === '' ? [''] : (line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? []);
  return text
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((line) => parts(printable(line)));
}
