export {
  changedPrograms,
  madeTargets,
  makeAll,
  makeEntries,
  switchTo,
  undoAll,
  undoEntries,
  userValues,
} from './change.js';
export { editorFor, type ConfigFormat, type Entry } from './edit/index.js';
export { foldersAbove, readConfig, removeConfig, replaceConfig, type ConfigFile } from './file.js';
export { Journal } from './journal.js';
export type { ChangeOptions, Outcome, Target } from './plan.js';
export { UndoPreview } from './preview.js';
