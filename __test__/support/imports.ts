// The source files, and the imports between them.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ROOT } from './process.js';

/** The folder of the source. */
export const SRC: string = join(ROOT, 'src');

/** An import of one file of `src` by another, with the folders of both. */
export interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly target: string;
  readonly typesOnly: boolean;
}

/** The files of `src` with their texts. */
export const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => ({ name: name.split(sep).join('/'), text: readFileSync(join(SRC, name), 'utf8') }));
const STATEMENT = /^(?:import|export)\s+(type\s)?(?:(\*[^;'"]*|\{[^}]*\}|[\w\s,{}*]+?)\s+from\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The imports of a file, in every syntax. */
export function importsOf({ name, text }: { name: string; text: string }): Import[] {
  const fixed = [...text.matchAll(STATEMENT)].map(([, type, names, id]) => ({
    id: id!,
    typesOnly: Boolean(type) || allTypes(names),
  }));
  const dynamic = [...text.matchAll(DYNAMIC)].map(([, id]) => ({ id: id!, typesOnly: false }));
  return [...fixed, ...dynamic]
    .filter(({ id }) => id.startsWith('.'))
    .map(({ id, typesOnly }) => {
      const target = relative(SRC, resolve(SRC, dirname(name), id))
        .split(sep)
        .join('/');
      return { file: name, from: name.split('/')[0]!, to: target.split('/')[0]!, target, typesOnly };
    });
}

function allTypes(names = ''): boolean {
  return (
    /^\{/.test(names) &&
    names
      .slice(1, -1)
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
      .every((part) => part.startsWith('type '))
  );
}

/** All imports. */
export const IMPORTS: readonly Import[] = FILES.flatMap(importsOf);

/** An import as text for failure messages. */
export function say({ file, target }: Import): string {
  return `${file} → ${target}`;
}
