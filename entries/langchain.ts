// `@headroom/native/langchain`: agents, chat models, tools, retrievers and histories of LangChain and LangGraph.
export {
  agentMiddleware,
  budgetedHistory,
  compressedChatModel,
  compressedTools,
  compressingReducer,
  documentCompressor,
  preModelHook,
  type AgentMiddleware,
  type CompressedChatModel,
  type CompressedTools,
  type DocumentCompressor,
  type HistoryOptions,
  type ToolsOptions,
} from '../src/integrations/langchain/index.js';
export type { IntegrationOptions, RetrievalIntegrationOptions } from '../src/integrations/options.js';
export type { ToolTotals } from '../src/integrations/outputs.js';
