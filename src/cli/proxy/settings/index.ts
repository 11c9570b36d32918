export { addSettings, settingsFrom } from './read.js';
export { storingIn, type Storing } from './storing.js';
export { SETTINGS } from './table.js';
export type { Values } from './types.js';
