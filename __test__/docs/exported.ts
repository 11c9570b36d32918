// Reads the documentation comments of everything that users can import.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../support/process.js';
import { blocksOf, type Block } from './blocks.js';

/** A function or class that users can import. */
export interface Exported {
  readonly name: string;
  /** The code blocks behind `@example` in its comment. */
  readonly examples: readonly Block[];
}

/** The functions and classes of an entry, such as `index.ts`. */
export function exportedBy(entry: string): Exported[] {
  const found: Exported[] = [];
  for (const [, names, from] of read(entry).matchAll(/export \{([^}]*)\} from '([^']*)'/g))
    for (const name of names!.split(',').map((name) => name.trim())) {
      if (name === '' || name.startsWith('type ')) continue;
      found.push({ name, examples: examplesIn(commentOf(name, join(dirname(entry), dirname(from!)))) });
    }
  return found;
}

/** The comment in front of a declaration in a folder. Of a function with overloads, the comment of the first. */
function commentOf(name: string, folder: string): string {
  const declaration = new RegExp(
    `(/\\*\\*(?:(?!\\*/)[^])*\\*/\\n)?export (?:abstract )?(?:async )?(?:function|class) ${name}\\b`,
  );
  for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
    const [declared, comment = ''] = (file.endsWith('.ts') && declaration.exec(read(join(folder, file)))) || [];
    if (declared) return comment;
  }
  throw new Error(`${folder} does not declare ${name}`);
}

function examplesIn(comment: string): Block[] {
  const text = comment.replaceAll(/^ *\* ?/gm, '');
  return text
    .split('@example')
    .slice(1)
    .flatMap((example) => blocksOf(example));
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
