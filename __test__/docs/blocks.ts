// Reads the code blocks of a page.

/** A fenced code block. */
export interface Block {
  /** `js`, `ts`, `sh`, `text` and so on. */
  readonly language: string;
  /** The other words of its info string: `no-run`, `continued`, `output`. */
  readonly words: ReadonlySet<string>;
  readonly code: string;
  /** The line of the fence, counted from 1. */
  readonly line: number;
}

/** The blocks of a Markdown page, in order. A fence is closed by at least as many backticks as opened it. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; info: string; line: number; lines: string[] } | undefined;
  for (const [index, text] of page.split('\n').entries()) {
    const [, fence, info = ''] = /^(`{3,})(.*)$/.exec(text) ?? [];
    if (open && fence === open.fence && info.trim() === '') {
      const [language = '', ...words] = open.info.trim().split(/\s+/);
      blocks.push({
        language,
        words: new Set(words),
        code: open.lines.map((line) => `${line}\n`).join(''),
        line: open.line,
      });
      open = undefined;
    } else if (open) open.lines.push(text);
    else if (fence !== undefined) open = { fence, info, line: index + 1, lines: [] };
  }
  if (open) throw new Error(`the block in line ${open.line} is not closed`);
  return blocks;
}

/** Replaces the code in some blocks of a page. */
export function replaced(page: string, codes: ReadonlyMap<Block, string>): string {
  const lines = page.split('\n');
  for (const [{ line, code }, now] of [...codes].sort(([a], [b]) => b.line - a.line))
    lines.splice(line, code.split('\n').length - 1, ...now.split('\n').slice(0, -1));
  return lines.join('\n');
}
