export { anthropicMiddleware, type AnthropicMiddleware } from './anthropic.js';
export { withHeadroom, type HeadroomClient, type WithHeadroomOptions } from './with-headroom.js';
