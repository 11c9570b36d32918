import type { Headroom } from '../../headroom/index.js';
import { retrieveTool } from '../../tool/index.js';
import { LiveConversations } from '../live.js';
import { mayElide, retrievalFrom, type RetrievalIntegrationOptions } from '../options.js';
import { translation, type LangChainMessage } from './messages.js';

/** The fields of a model call that are read. */
interface ModelCall {
  readonly messages: LangChainMessage[];
  readonly tools: readonly unknown[];
}

/** `headroom_retrieve` as a LangChain tool. It is no interface, because LangChain requires a record. */
type RetrieveTool = {
  readonly lc_runnable: true;
  readonly name: string;
  readonly description: string;
  readonly schema: object;
  readonly invoke: (call: object) => Promise<string>;
};

/** The argument of LangChain's `createMiddleware`. */
export interface AgentMiddleware {
  readonly name: 'Headroom';
  /** The instance that compresses. It has the figures. */
  readonly headroom: Headroom;
  /** The tool that retrieves elided text. Present with a store only. */
  readonly tools: readonly RetrieveTool[];
  /** Sends the messages of a call compressed. */
  wrapModelCall<Q extends ModelCall, R>(request: Q, handler: (request: Q) => R | PromiseLike<R>): Promise<R>;
}

/**
 * The middleware for `createAgent` of LangChain 1. The agent's state keeps the whole messages; only the model gets
 * compressed ones. With a store, text may be elided, and the agent gets the tool `headroom_retrieve`.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { agentMiddleware } from '@headroom/native/langchain';
 *
 * const agent = createAgent({ model, tools, middleware: [createMiddleware(agentMiddleware())] });
 * ```
 */
export function agentMiddleware(options?: RetrievalIntegrationOptions): AgentMiddleware {
  const { headroom, pruning } = retrievalFrom(options);
  const live = new LiveConversations(headroom, pruning);
  return {
    name: 'Headroom',
    headroom,
    tools: mayElide(headroom) ? [toolOf(headroom)] : [],
    async wrapModelCall(request, handler) {
      const { messages, tools } = request;
      const { signal } = (request as { runtime?: { signal?: AbortSignal } }).runtime ?? {};
      const retrieves = tools.some(isRetrieval);
      const sent = await live.compress(messages, translation(), { model: modelOf(request), signal, retrieves });
      return handler({ ...request, messages: sent });
    },
  };
}

const { name, description, input_schema: schema } = retrieveTool('anthropic');

/** The name of the model that a call is for. Chat models have it in different fields. */
function modelOf(request: object): string | undefined {
  const { model, modelName } = ((request as { model?: unknown }).model ?? {}) as {
    model?: unknown;
    modelName?: unknown;
  };
  return [model, modelName].find((name) => typeof name === 'string');
}

function isRetrieval(tool: unknown): boolean {
  return (tool as { name?: unknown } | null)?.name === name;
}

/**
 * The tool as a runnable with a JSON schema, which is all that LangChain requires. It never throws: the model is told
 * about errors.
 */
function toolOf(headroom: Headroom): RetrieveTool {
  return {
    lc_runnable: true,
    name,
    description,
    schema,
    invoke: async (call) => {
      const { args } = call as { args?: unknown };
      const answer = await headroom.handleToolCall({ type: 'tool_use', id: '', name, input: args ?? call } as const);
      return answer?.content ?? '';
    },
  };
}
