// `@headroom/native/vercel`: a middleware and a step for language models of the AI SDK.
export {
  headroomMiddleware,
  prepareStep,
  type HeadroomMiddleware,
  type MiddlewareOptions,
} from '../src/integrations/vercel/index.js';
