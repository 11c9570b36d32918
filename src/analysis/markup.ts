// Removes the markup from HTML. It is a scanner, because regular expressions could take quadratic time on truncated
// HTML.
const HIDDEN = ['script', 'style'];

/** The text between the tags of HTML, without scripts, styles and comments. */
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

/**
 * The end of the tag or comment at `open`, and for scripts and styles, of the element; the end of the text if it is not
 * closed.
 */
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
