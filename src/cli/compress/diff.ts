import type { Compressed } from '../document/index.js';
import { count, plural } from '../../format/index.js';
import { printable, printableLines, type Style, type Styles } from '../terminal.js';

/** Formats the changes block by block and edit by edit, like a unified diff. */
export function diff({ blocks, texts }: Compressed, { bold, red, green, cyan }: Styles): string {
  const all = texts();
  let output = '';
  for (const [index, block] of blocks.entries()) {
    const [before, after] = all[index] ?? ['', ''];
    if (before === after) continue;
    const title = `message ${block.message} · ${printable(block.name)}`;
    output +=
      bold(`--- ${title} (${plural(block.tokensBefore, 'token')})`) +
      '\n' +
      bold(`+++ ${title} (${plural(block.tokensAfter, 'token')}, ${block.fidelity})`) +
      '\n';
    for (const hunk of hunksOf(block.edits, Buffer.from(before), Buffer.from(after))) {
      output += `${cyan(`@@ ${printable(hunk.title)} @@`)}\n${lines('-', hunk.before, red)}${lines('+', hunk.after, green)}`;
    }
  }
  return output;
}

interface Hunk {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** Formats a hunk for each edit. A text that changed without an edit report gets a single hunk. */
function hunksOf(edits: Compressed['blocks'][number]['edits'], before: Buffer, after: Buffer): Hunk[] {
  if (edits.length === 0) return [{ title: 'marked as original', before: before.toString(), after: after.toString() }];
  return edits.map((edit) => ({
    title: `${edit.reason}: ${count(edit.tokensBefore)} → ${plural(edit.tokensAfter, 'token')}`,
    before: before.toString('utf8', edit.start, edit.end),
    after: after.toString('utf8', edit.outputStart, edit.outputEnd),
  }));
}

function lines(sign: string, text: string, style: Style): string {
  if (text === '') return '';
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${style(`${sign}${printableLines(line)}`)}\n`)
    .join('');
}
