export { endpointEmbedder, type EmbedOptions, type EndpointEmbedder } from './endpoint.js';
export type { EndpointEmbedderOptions } from './options.js';
