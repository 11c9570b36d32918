// Reads the documentation comments of all exports.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../support/process.js';
import { blocksOf, type Block } from './blocks.js';

/** An exported function or class. */
export interface Exported {
  readonly name: string;
  /** The code blocks of `@example` in its comment. */
  readonly examples: readonly Block[];
}

/** The exported functions and classes of an entry, such as `index.ts`. */
export function exportedBy(entry: string): Exported[] {
  const found: Exported[] = [];
  for (const [, names, from] of read(entry).matchAll(/export \{([^}]*)\} from '([^']*)'/g))
    for (const name of names!.split(',').map((name) => name.trim())) {
      if (name === '' || name.startsWith('type ')) continue;
      found.push({ name, examples: examplesIn(commentOf(name, join(dirname(entry), dirname(from!)))) });
    }
  return found;
}

/** The comment before a declaration in a folder. If a function has overloads, the comment of the first one. */
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
