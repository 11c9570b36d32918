export { retrieveTool, withRetrieveTool } from './definition.js';
export { handleToolCall, idOfCall, isOwnCall, resultOf } from './handle.js';
export { MAX_ANSWER_BYTES } from './description.js';
export { givesBack } from './name.js';
export { shapeOf } from './registry.js';
export type { RetrieveTool, ToolResult, ToolShape } from './types.js';
