export { headroomMiddleware, type HeadroomMiddleware, type MiddlewareOptions } from './middleware.js';
export { TRANSLATION } from './messages.js';
export { isLanguageModel, languageModelWith } from './model.js';
export { prepareStep } from './prepare-step.js';
