// `@headroom/native/copilot`: a request handler of the Copilot SDK that compresses.
export { compressedRequestHandler } from '../src/integrations/copilot/index.js';
export type { RetrievalIntegrationOptions } from '../src/integrations/options.js';
