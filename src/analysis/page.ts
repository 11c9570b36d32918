// A conversation before and after, as one page that needs nothing else: no script, nothing fetched.
import type { Analysis } from './analysis.js';
import type { Explained } from './pairs.js';

const STYLE = `
:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .2rem .8rem; text-align: right; } th:first-child, td:first-child { text-align: left; }
tr + tr { border-top: 1px solid #8884; }
details { border-top: 1px solid #8884; padding: .4rem 0; } summary { cursor: pointer; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; } h3 { margin: .5rem 0 0; font-size: 1em; }
pre { background: #8881; margin: .3rem 0; max-height: 40rem; overflow: auto; padding: .6rem; tab-size: 4; }
.left { opacity: .65; }
`;

/** The page. `title`: what it is of. */
export function pageOf(title: string, texts: readonly Explained[], { tokensBefore, tokensAfter, kinds, transforms, waste }: Analysis): string {
  const share = tokensBefore === 0 ? 0 : (tokensBefore - tokensAfter) / tokensBefore;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escape(title)}</title><style>${STYLE}</style></head><body>
<h1>${escape(title)}</h1>
<p>${number(tokensBefore)} → ${number(tokensAfter)} estimated tokens: ${(share * 100).toFixed(1)} % saved.</p>
${table(['kind', 'texts', 'tokens', 'after'], kinds.map((own) => [own.kind, number(own.texts), number(own.tokensBefore), number(own.tokensAfter)]))}
${table(['what was done', 'times', 'tokens saved'], transforms.map((own) => [own.transform, number(own.edits), number(own.tokensSaved)]))}
${table(['what says nothing new', 'tokens'], Object.entries(waste).map(([name, tokens]) => [name, number(tokens)]))}
${texts.map(block).join('\n')}
</body></html>
`;
}

function block({ block: { message, name, role, edits, left, tokensBefore, tokensAfter, fidelity }, before, after }: Explained): string {
  const title = `${message} · ${escape(name === '' ? role : name)} · ${number(tokensBefore)}`;
  if (before === after) return `<details class="left"><summary>${title}${left === undefined ? '' : ` · ${escape(left)}`}</summary><pre>${escape(before)}</pre></details>`;
  const done = edits.map((edit) => `<li>${escape(edit.reason)}: ${number(edit.tokensBefore)} → ${number(edit.tokensAfter)}</li>`).join('');
  const side = (heading: string, text: string): string => `<div><h3>${heading}</h3><pre>${escape(text)}</pre></div>`;
  return `<details><summary>${title} → ${number(tokensAfter)} · ${fidelity}</summary><ul>${done}</ul><div class="sides">${side('as it was', before)}${side('as it is sent', after)}</div></details>`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const row = (cells: readonly string[], tag: string): string => `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${row(heads, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
