#!/usr/bin/env node
// Measures the size of files and functions, as a table for reviews.  node scripts/measure-code.mjs
//
// Cycles of imports are not counted here: `__test__/source/layers.test.ts` and `tests/layout.rs` refuse them.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The limits above which a file or function is listed by name, in lines. */
const MAX_FILE = 300;
const MAX_FUNCTION = 60;
const MAX_COLUMNS = 120;

const GROUPS = {
  'Rust, sources': /^crates\/[^/]+\/src\/.*\.rs$/,
  'Rust, tests and benches': /^(crates\/[^/]+\/tests|benches|fuzz)\/.*\.rs$/,
  'TypeScript, sources': /^(src|entries)\/.*\.ts$|^index\.ts$/,
  'TypeScript, tests': /^__test__\/.*\.m?[jt]s$/,
  'scripts, benches, examples': /^(scripts|benches|examples)\/.*\.[mc]?[jt]s$/,
};
/** Files of data or of generators. */
const GENERATED = /binding\.d\.ts$|models\/snapshot\.ts$|\/data\//;

/** Rust without comments and literals: their characters become blanks, so that offsets and lines stay. */
function bareRust(text) {
  const literal =
    /\/\/.*|\/\*[^]*?\*\/|\bb?r(#*)"[^]*?"\1|b?"(?:[^"\\]|\\[^])*"|b?'(?:[^'\\\n]|\\(?:u\{\w+\}|x\w\w|.))'/g;
  return text.replace(literal, (found) => found.replace(/[^\n]/g, ' '));
}

/** The offset behind the bracket that closes the one at `open`. */
function closing(text, open) {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** The spans of functions with a body in Rust. */
function* rustFunctions(text) {
  const bare = bareRust(text);
  for (const { index, 1: name } of bare.matchAll(/\bfn\s+(\w+)/g)) {
    // A semicolon in brackets belongs to the type of an array.
    const body = /^(?:\[[^\]]*\]|[^{;[])*/.exec(bare.slice(index))[0].length + index;
    if (bare[body] === '{') yield { name, start: index, end: closing(bare, body) };
  }
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** The spans of functions with a body in TypeScript or JavaScript. */
function* scriptFunctions(node, name = '') {
  if (Array.isArray(node)) for (const child of node) yield* scriptFunctions(child, name);
  if (typeof node?.type !== 'string') return;
  const own = node.id?.name ?? node.key?.name ?? name;
  if (FUNCTIONS.has(node.type) && node.body) yield { name: own, start: node.start, end: node.end };
  for (const child of Object.values(node)) if (typeof child === 'object') yield* scriptFunctions(child, own);
}

function functionsIn(path, text) {
  if (path.endsWith('.rs')) return rustFunctions(text);
  return scriptFunctions(parseAst(text.replace(/^#!/, '//'), { lang: path.endsWith('ts') ? 'ts' : 'js' }));
}

const linesOf = (text) => text.replace(/\n$/, '').split('\n');

function measure(paths) {
  const files = [];
  const functions = [];
  const columns = { lines: 0, long: 0 };
  for (const path of paths) {
    const text = readFileSync(`${root}/${path}`, 'utf8');
    const lines = linesOf(text);
    files.push({ name: path, lines: lines.length });
    columns.lines += lines.length;
    columns.long += lines.filter((line) => line.length > MAX_COLUMNS).length;
    for (const { name, start, end } of functionsIn(path, text)) {
      functions.push({ name: `${path}: ${name}`, lines: linesOf(text.slice(start, end)).length });
    }
  }
  return { files, functions, columns };
}

/** The median, the 90th percentile and the maximum. */
function spread(items) {
  const sizes = items.map(({ lines }) => lines).sort((a, b) => a - b);
  return [0.5, 0.9, 1].map((share) => sizes[Math.ceil(share * sizes.length) - 1] ?? 0).join(' / ');
}

const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n');
const large = [];
console.log(`| | files | lines | a file | functions | a function | over ${MAX_COLUMNS} columns |`);
console.log('|---|---|---|---|---|---|---|');
for (const [group, pattern] of Object.entries(GROUPS)) {
  const { files, functions, columns } = measure(tracked.filter((path) => pattern.test(path) && !GENERATED.test(path)));
  const long = `${columns.long} (${((100 * columns.long) / columns.lines).toFixed(1)} %)`;
  const row = [group, files.length, columns.lines, spread(files), functions.length, spread(functions), long];
  console.log(`| ${row.join(' | ')} |`);
  if (!group.includes('sources')) continue;
  large.push(
    ...files.filter(({ lines }) => lines > MAX_FILE),
    ...functions.filter(({ lines }) => lines > MAX_FUNCTION),
  );
}
console.log(`\nSources with files over ${MAX_FILE} lines, and functions over ${MAX_FUNCTION}:\n`);
for (const { name, lines } of large) console.log(`- ${name}: ${lines}`);
