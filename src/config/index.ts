export { configured } from './config.js';
export { debugging, transcriptFolders } from './environment.js';
export { configuredModels } from './models.js';
