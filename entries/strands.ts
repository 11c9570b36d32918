// `@headroom/native/strands`: a callback for the hooks of Strands Agents.
export { afterToolCall } from '../src/integrations/strands/index.js';
export type { IntegrationOptions } from '../src/integrations/options.js';
