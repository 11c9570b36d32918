// `@headroom/native/server`: handlers for servers of Express, Fastify and Hono that speak the API of a provider.
export { expressMiddleware, fastifyHook, honoMiddleware } from '../src/integrations/server/index.js';
export type { IntegrationOptions } from '../src/integrations/options.js';
