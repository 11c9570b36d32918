// `@headroom/native/retrieval`: the tool that fetches elided text, and loops that answer it.
export {
  runWithRetrieval,
  streamWithRetrieval,
  type MessageOf,
  type Retrieval,
  type RetrievalOptions,
  type RetrievalRun,
  type RetrievalStream,
  type SendOptions,
} from '../src/retrieval/index.js';
export {
  retrieveTool,
  withRetrieveTool,
  type RetrieveTool,
  type ToolResult,
  type ToolShape,
} from '../src/tool/index.js';
