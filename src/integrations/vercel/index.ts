export { headroomMiddleware, type HeadroomMiddleware, type MiddlewareOptions } from './middleware.js';
