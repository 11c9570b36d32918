// `@headroom/native/bedrock`: a plugin for the client of Amazon Bedrock in the AWS SDK.
export { bedrockPlugin, type BedrockPlugin } from '../src/integrations/bedrock/index.js';
export type { RetrievalIntegrationOptions } from '../src/integrations/options.js';
