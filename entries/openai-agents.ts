// `@headroom/native/openai-agents`: a filter for the model’s input in the OpenAI Agents SDK.
export { modelInputFilter } from '../src/integrations/openai-agents/index.js';
export type { IntegrationOptions } from '../src/integrations/options.js';
