export { clientFolders, type ClientFolders } from './clients.js';
export { configured } from './config.js';
export { debugging, onnxLibrary, ownEnvironment, transcriptFolders } from './environment.js';
export { configFolder, stateFolder } from './folder.js';
export { layered } from './layered.js';
export { makeFolder } from './make-folder.js';
export { configuredModels } from './models.js';
export { awsCredentials, outboundProxy, proxyVariables, savingsFile, serverToken } from './proxy.js';
export { tomlSettings, type TomlSettings } from './toml.js';
