export { headroomMiddleware, type HeadroomMiddleware, type MiddlewareOptions } from './middleware.js';
export { prepareStep } from './prepare-step.js';
export { TRANSLATION } from './messages.js';
