export { agentMiddleware, type AgentMiddleware } from './agent.js';
export { documentCompressor, type DocumentCompressor } from './documents.js';
export { compressingReducer, preModelHook } from './graph.js';
export { budgetedHistory, type HistoryOptions } from './history.js';
export { compressedChatModel, type CompressedChatModel } from './model.js';
export { compressedTools, type CompressedTools, type ToolsOptions } from './tools.js';
