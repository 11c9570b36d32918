// `@headroom/native/vercel`: language models of the AI SDK, compressing; a middleware and a step for them.
export { withHeadroom, type HeadroomClient, type WithHeadroomOptions } from '../src/integrations/client/index.js';
export {
  headroomMiddleware,
  prepareStep,
  type HeadroomMiddleware,
  type MiddlewareOptions,
} from '../src/integrations/vercel/index.js';
