export { addSettings, settingsFrom } from './read.js';
export { SETTINGS, type Values } from './table.js';
