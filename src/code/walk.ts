// The source files of a folder, without those that its `.gitignore` files leave out.
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { native } from '../native/index.js';
import { Pace } from '../text/index.js';
import type { Work } from './glob.js';
import { below, isIgnored, placeOf, rulesIn, type FolderRules } from './rules.js';
import { textOf } from './text.js';

/** Folders that are never read. */
const SKIPPED = new Set(['.git', '.hg', '.svn', 'node_modules']);
/** Longer files are generated or data, in bytes. */
const MAX_FILE = 1 << 20;
/** Maximum number of bytes of all files, and of names that are looked at. */
const MAX_BYTES = 128 << 20;
const MAX_NAMES = 200_000;
const MAX_DEPTH = 64;
/** Maximum number of steps of matching names with rules. */
const MAX_STEPS = 1 << 28;
/** Steps that take as long as a unit of work. */
const STEPS_PER_UNIT = 4;

/** A source file. */
export interface SourceFile {
  /** Its path below the folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** The files of a folder, and whether there are more than are read. */
export interface SourceFiles {
  readonly files: readonly SourceFile[];
  readonly isPartial: boolean;
}

/** A folder on the way: its path below the first one, and the rules of each folder above. */
interface Folder {
  readonly path: string;
  readonly depth: number;
  readonly rules: FolderRules;
}

/**
 * Reads the source files of a folder, in the order of their paths. Links are not followed, and what cannot be read is
 * left out, but not the folder itself.
 */
export async function sourceFiles(root: string, signal: AbortSignal | undefined): Promise<SourceFiles> {
  const work = { steps: 0 };
  const { path, rules } = await placeOf(root, work);
  const walk = new Walk(root, path, work);
  const waiting: Folder[] = [{ path: '', depth: 0, rules }];
  while (waiting.length > 0 && !walk.isOver) {
    signal?.throwIfAborted();
    for (const found of await walk.read(waiting.pop()!)) waiting.push(found);
  }
  return { files: sorted(walk.files), isPartial: walk.isPartial || waiting.length > 0 };
}

/** Reads folders until there is too much to read. */
class Walk {
  readonly files: SourceFile[] = [];
  isPartial = false;
  readonly #root: string;
  /** The path of the root in its repository. */
  readonly #place: string;
  readonly #pace = new Pace();
  readonly #work: Work;
  #names = 0;
  #bytes = 0;

  constructor(root: string, place: string, work: Work) {
    this.#root = root;
    this.#place = place;
    this.#work = work;
  }

  get isOver(): boolean {
    return this.#names > MAX_NAMES || this.#bytes > MAX_BYTES || this.#work.steps > MAX_STEPS;
  }

  /** Reads the source files of a folder. Returns the folders in it. */
  async read(folder: Folder): Promise<Folder[]> {
    const entries = await entriesOf(join(this.#root, folder.path), folder.depth === 0);
    const rules = await this.#rulesFor(folder, entries);
    const found: Folder[] = [];
    for (const entry of entries) {
      this.#names++;
      if (this.isOver) {
        this.isPartial = true;
        break;
      }
      const path = below(folder.path, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name) && !(await this.#isIgnored(rules, path, true)))
          found.push({ path, depth: folder.depth + 1, rules });
      } else if (entry.isFile() && native.isCodePath(path) && !(await this.#isIgnored(rules, path, false)))
        await this.#readFile(path);
    }
    if (found.length === 0 || folder.depth < MAX_DEPTH) return found;
    this.isPartial = true;
    return [];
  }

  async #rulesFor({ path, rules }: Folder, entries: readonly Dirent[]): Promise<FolderRules> {
    if (!entries.some(({ name }) => name === '.gitignore')) return rules;
    const own = await rulesIn(join(this.#root, path), this.#work);
    return [...rules, { folder: below(this.#place, path), rules: own }];
  }

  async #isIgnored(rules: FolderRules, path: string, isFolder: boolean): Promise<boolean> {
    const before = this.#work.steps;
    const isOut = isIgnored(rules, below(this.#place, path), isFolder, this.#work);
    await this.#pace.ask(Math.ceil((this.#work.steps - before) / STEPS_PER_UNIT));
    return isOut;
  }

  async #readFile(path: string): Promise<void> {
    const text = await textOf(join(this.#root, path), MAX_FILE);
    this.#bytes += text.length;
    if (text !== '') this.files.push({ path, text });
  }
}

async function entriesOf(folder: string, isFirst: boolean): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isFirst) throw error;
    return [];
  }
}

/** Paths are compared by their code units, so that the order is the same everywhere. */
function sorted(files: SourceFile[]): SourceFile[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
