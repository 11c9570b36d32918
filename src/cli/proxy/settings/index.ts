export { addSettings, settingsFrom } from './read.js';
export { SETTINGS } from './table.js';
export type { Values } from './types.js';
