export { retrieveTool, withRetrieveTool, type RetrieveTool } from './definition.js';
export { handleToolCall, idOfCall, isOwnCall, resultOf, type ToolResult } from './handle.js';
export { MAX } from './description.js';
export { givesBack } from './name.js';
export { shapeNamed, shapeOf } from './registry.js';
export type { ToolShape } from './shape.js';
