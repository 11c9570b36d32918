export { configured } from './config.js';
export { layered } from './layered.js';
export { debugging, transcriptFolders } from './environment.js';
export { configuredModels } from './models.js';
