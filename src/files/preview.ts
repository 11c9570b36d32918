// What undoing would do to files that several changes share.
import { diff } from './diff.js';
import { readConfig, type ConfigFile } from './file.js';
import { naming, outcome, type ChangeOptions, type Outcome, type Target } from './plan.js';
import { planUndo } from './undo.js';

/** A file as it is, and as undoing the changes so far would leave it. */
interface Undone {
  readonly before: ConfigFile;
  readonly now: ConfigFile;
}

/** Undoes changes one after another without writing. A file that several of them share has one diff, the final one. */
export class UndoPreview {
  readonly #files = new Map<string, Undone>();

  /** Undoes the targets. @throws {@link Failure} as `undoAll` does; then none of them counts. */
  add(targets: readonly Target[], options: ChangeOptions): void {
    const plans = targets.map((target) =>
      naming(target, () => {
        const before = readConfig(target.file);
        return planUndo(target, options, this.#files.get(before.path)?.now ?? before);
      }),
    );
    for (const { file, change } of plans) {
      const bytes = change ? change.after : file.bytes;
      const now = { path: file.path, bytes, text: new TextDecoder().decode(bytes) };
      this.#files.set(file.path, { before: this.#files.get(file.path)?.before ?? file, now });
    }
  }

  /** One outcome for each file. */
  outcomes(): Outcome[] {
    return [...this.#files.values()].map(({ before, now }) =>
      before.bytes === now.bytes
        ? outcome('none', before)
        : { ...outcome('planned', before), diff: diff(before.path, before.text, now.text) },
    );
  }
}
