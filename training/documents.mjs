// Documents to train on: the READMEs of packages, each with what its author says about the package in one line.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Documents with fewer sentences have nothing to choose from. */
const MIN_SENTENCES = 15;
const MAX_LENGTH = 60_000;
/** Words that every description has. */
const COMMON = new Set(
  'a an and are as at be but by can for from has have if in into is it its more not of on one or other so that the their them then there these they this to use used using was when which with you your'.split(
    ' ',
  ),
);

/** The words of a text that say something, each once. */
export function wordsOf(text) {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)).map((word) => word.replace(/(?:es|s|ing|ed)$/, '')));
}

/** What a reader may look up: numbers, identifiers, paths and options. */
export function factsOf(text) {
  const words = text.match(/[^\s,;:!?()[\]"'`*]+/g) ?? [];
  return new Set(
    words.filter((word) => /\d|\w[_/.]\w|^--?\w|[a-z][A-Z]/.test(word)).map((word) => word.replace(/\.$/, '')),
  );
}

/** The sentences of a paragraph. */
const sentencesOf = (text) => text.split(/(?<=[.?!])\s+(?=[A-Z`])/).filter(Boolean);

/** The prose of a page in Markdown, without code, tables, lists, images and HTML: headings and sentences, in order. */
function proseOf(page) {
  const units = [];
  const plain = page
    .slice(0, MAX_LENGTH)
    .replace(/^(```|~~~)[^]*?^\1\s*$/gm, '')
    .replace(/<!--[^]*?-->|<[^>\n]*>/g, '')
    .replace(/!?\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)|!\[[^\]]*\]\([^)]*\)|^\[[^\]]*\]:.*$/gm, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  for (const block of plain.split(/\n\s*\n/)) {
    const text = block.trim().replace(/\s*\n\s*/g, ' ');
    if (/^#{1,6} /.test(text)) units.push({ isHeading: true, text });
    else if (/^[\w`*]/.test(text) && !/^[*\d]+[.)]? /.test(text) && /[.!?]$/.test(text))
      for (const sentence of sentencesOf(text)) units.push({ isHeading: false, text: sentence });
  }
  return units;
}

/** The packages in folders like `node_modules`, each once, in the order of their names. */
function* packagesIn(folders) {
  const known = new Map();
  for (const folder of folders) {
    const names = readdirSync(folder).flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(folder, name)).map((own) => `${name}/${own}`) : [name],
    );
    for (const name of names) if (!known.has(name)) known.set(name, join(folder, name));
  }
  for (const [name, place] of [...known].sort(([a], [b]) => (a < b ? -1 : 1))) yield { name, place };
}

/** The documents of the packages in these folders. */
export function documentsIn(folders) {
  const documents = [];
  for (const { name, place } of packagesIn(folders)) {
    if (!existsSync(join(place, 'package.json'))) continue;
    const file = readdirSync(place).find((own) => /^readme\.(?:md|markdown)$/i.test(own));
    const { description } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
    if (!file || typeof description !== 'string') continue;
    const units = proseOf(readFileSync(join(place, file), 'utf8'));
    const about = wordsOf(description);
    if (about.size >= 3 && units.filter(({ isHeading }) => !isHeading).length >= MIN_SENTENCES)
      documents.push({ name, about, units });
  }
  return documents;
}
