// HTML without its markup: a scanner, for patterns could take quadratic time on what is cut off.
const HIDDEN = ['script', 'style'];

/** The text between the tags of an HTML text; nothing of scripts, styles and comments. */
export function withoutMarkup(html: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    parts.push(html.slice(at, open));
    at = endOf(html, open);
  }
  parts.push(html.slice(at));
  return parts.join(' ');
}

/** Where what starts with `<` ends. What never ends takes the rest. */
function endOf(html: string, open: number): number {
  const after = (end: string, from: number): number => {
    const at = html.indexOf(end, from);
    return at < 0 ? html.length : at + end.length;
  };
  if (html.startsWith('<!--', open)) return after('-->', open + 4);
  const name = /^[a-z]+/i.exec(html.slice(open + 1, open + 12))?.[0].toLowerCase();
  const end = after('>', open + 1);
  return name !== undefined && HIDDEN.includes(name) ? after('>', after(`</${name}`, end)) : end;
}
