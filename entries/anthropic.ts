// `@headroom/native/anthropic`: the client of `@anthropic-ai/sdk`, compressing.
export { withHeadroom, type HeadroomClient, type WithHeadroomOptions } from '../src/integrations/client/index.js';
