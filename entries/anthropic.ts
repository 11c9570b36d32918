// `@headroom/native/anthropic`: clients of `@anthropic-ai/sdk`, compressing.
export {
  anthropicMiddleware,
  withHeadroom,
  type AnthropicMiddleware,
  type HeadroomClient,
  type WithHeadroomOptions,
} from '../src/integrations/client/index.js';
export type { RetrievalIntegrationOptions } from '../src/integrations/options.js';
