// `@headroom/native/copilot`: a request handler of the Copilot SDK that compresses.
export { compressedRequestHandler } from '../src/integrations/copilot/index.js';
export type { IntegrationOptions } from '../src/integrations/options.js';
