// The report as one self-contained page: no scripts, no requests.
import { headlineOf, notesOf, tablesOf, type Table } from './tables.js';
import type { Survey } from './survey.js';

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1.5rem 0; width: 100%; }
th, td { padding: .25rem .7rem; text-align: right; } th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere; }
tr + tr { border-top: 1px solid #8884; } .notes { opacity: .7; font-size: .9em; }
`;

/** Makes the page. `all` is the number of all sessions. */
export function pageOf(survey: Survey, all: number, price: number | undefined): string {
  const notes = notesOf(survey, all, price).map((note) => `<p>${escapeHtml(note)}</p>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Headroom savings</title><style>${STYLE}</style></head><body>
<h1>What compression would have saved</h1>
<p>${escapeHtml(headlineOf(survey))}</p>
${tablesOf(survey).map(tableOf).join('\n')}
<div class="notes">${notes.join('')}</div>
</body></html>
`;
}

function tableOf({ columns, rows }: Table): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const heads = columns.map(({ title }) => title);
  return `<table>${row(heads, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
