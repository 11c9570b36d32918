export { changedPrograms, madeTargets, makeAll, makeEntries, switchTo, undoAll, undoEntries } from './change.js';
export { editorFor, type ConfigFormat, type Entry } from './edit/index.js';
export { readConfig, removeConfig, replaceConfig, type ConfigFile } from './file.js';
export { Journal } from './journal.js';
export type { ChangeOptions, Outcome, Target } from './plan.js';
