// Writes a conversation before and after compression as one page of HTML, without scripts or external resources.
import { count } from '../format/index.js';
import type { Analysis } from './analysis.js';
import type { Explained } from './pairs.js';
import { headlineOf, tablesOf, type Table } from './tables.js';

const STYLE = `
:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .2rem .8rem; text-align: right; } th:first-child, td:first-child { text-align: left; }
tr + tr { border-top: 1px solid #8884; }
details { border-top: 1px solid #8884; padding: .4rem 0; } summary { cursor: pointer; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; } h3 { margin: .5rem 0 0; font-size: 1em; }
pre { background: #8881; margin: .3rem 0; max-height: 40rem; overflow: auto; padding: .6rem; tab-size: 4; }
.unchanged { opacity: .65; }
`;

/** The page. `title`: its heading. */
export function pageOf(title: string, texts: readonly Explained[], analysis: Analysis): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeHtml(title)}</h1>
<p>${headlineOf(analysis)}</p>
${tablesOf(analysis).map(table).join('\n')}
${texts.map(block).join('\n')}
</body></html>
`;
}

function block({
  block: { message, name, role, edits, skipped, tokensBefore, tokensAfter, fidelity },
  before,
  after,
  note,
}: Explained): string {
  const title = `${message} · ${escapeHtml(name === '' ? role : name)} · ${count(tokensBefore)}`;
  const more = [skipped, note].filter((text) => text !== undefined).map((text) => ` · ${escapeHtml(text)}`);
  if (before === after)
    return `<details class="unchanged"><summary>${title}${more.join('')}</summary><pre>${escapeHtml(before)}</pre></details>`;
  const done = edits
    .map((edit) => `<li>${escapeHtml(edit.reason)}: ${count(edit.tokensBefore)} → ${count(edit.tokensAfter)}</li>`)
    .join('');
  const side = (heading: string, text: string): string =>
    `<div><h3>${heading}</h3><pre>${escapeHtml(text)}</pre></div>`;
  return `<details><summary>${title} → ${count(tokensAfter)} · ${fidelity}${more.join('')}</summary><ul>${done}</ul><div class="sides">${side('before', before)}${side('after', after)}</div></details>`;
}

function table({ heads, rows }: Table): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${row(heads, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
