export { nodePostprocessor, type NodePostprocessor } from './postprocessor.js';
