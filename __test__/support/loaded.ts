// The files that a built file loads: itself, and all that it imports or requires statically by a relative path.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './process.js';

const RELATIVE = /^(?:import|export)\s[^'"]*['"](\.[^'"]+)['"]|\brequire\(['"](\.[^'"]+)['"]\)/gm;
const PACKAGE = /^(?:import|export)\s[^'"]*['"]([^.'"][^'"]*)['"]|\brequire\(['"]([^.'"][^'"]*)['"]\)/gm;

/** The texts of a file and of all files that it loads, by path in `root`. */
export function loadedBy(entry: string, root: string = ROOT): Map<string, string> {
  const files = new Map<string, string>();
  const follow = (file: string): void => {
    if (files.has(file)) return;
    const text = readFileSync(join(root, file), 'utf8');
    files.set(file, text);
    for (const id of idsIn(text, RELATIVE)) follow(join(dirname(file), id));
  };
  follow(entry);
  return files;
}

/** The source files that are bundled into the files that a file loads. The bundler names each before its code. */
export function sourcesOf(entry: string): string[] {
  return [...loadedBy(entry).values()].flatMap((text) =>
    [...text.matchAll(/^\/\/ ((?:src|entries)\/\S+\.ts)$/gm)].map(([, source]) => source!),
  );
}

/** The packages and Node modules that a file loads. */
export function packagesOf(entry: string): string[] {
  return [...new Set([...loadedBy(entry).values()].flatMap((text) => idsIn(text, PACKAGE)))];
}

const idsIn = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, imported, required]) => (imported ?? required)!);
