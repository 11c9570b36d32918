// `@headroom/native/mastra`: an input processor for agents of Mastra.
export { headroomProcessor, type HeadroomProcessor } from '../src/integrations/mastra/index.js';
export type { IntegrationOptions } from '../src/integrations/options.js';
