export { makeEntries, undoEntries, type ChangeOptions, type Target } from './change.js';
export { editorFor, type ConfigFormat, type Entry } from './edit/index.js';
export { readConfig, removeConfig, replaceConfig } from './file.js';
export { Journal } from './journal.js';
export type { Outcome } from './plan.js';
export { madeTargets, makeAll, switchTo, undoAll } from './several.js';
