export { makeEntries, undoEntries, type ChangeOptions, type Outcome, type Target } from './change.js';
export { editorFor, type ConfigFormat, type Entry } from './edit/index.js';
export { readConfig, removeConfig, replaceConfig } from './file.js';
export { Journal } from './journal.js';
export { madeTargets, makeAll } from './several.js';
