export { nodePostprocessor, type NodePostprocessor } from './postprocessor.js';
export { compressedFunctionTools } from './tools.js';
