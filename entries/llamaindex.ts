// `@headroom/native/llamaindex`: a node postprocessor for LlamaIndex.
export { nodePostprocessor, type NodePostprocessor } from '../src/integrations/llamaindex/index.js';
export type { IntegrationOptions } from '../src/integrations/options.js';
