// `@headroom/native/llamaindex`: a node postprocessor and tools for LlamaIndex.
export {
  compressedFunctionTools,
  nodePostprocessor,
  type NodePostprocessor,
} from '../src/integrations/llamaindex/index.js';
export type { IntegrationOptions } from '../src/integrations/options.js';
