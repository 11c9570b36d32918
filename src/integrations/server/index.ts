export { expressMiddleware, fastifyHook, honoMiddleware } from './handlers.js';
