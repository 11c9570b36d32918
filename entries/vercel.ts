// `@headroom/native/vercel`: a middleware for language models of the AI SDK.
export {
  headroomMiddleware,
  type HeadroomMiddleware,
  type MiddlewareOptions,
} from '../src/integrations/vercel/index.js';
