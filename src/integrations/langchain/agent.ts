import type { Headroom } from '../../headroom/index.js';
import { retrieveTool } from '../../tool/index.js';
import { LiveConversations } from '../live.js';
import { headroomFrom, mayElide, type IntegrationOptions } from '../options.js';
import { translation, type LangChainMessage } from './messages.js';

/** What is read of a model call. */
interface ModelCall {
  readonly messages: LangChainMessage[];
  readonly tools: readonly unknown[];
}

/** `headroom_retrieve` as LangChain takes a tool. No interface: LangChain wants a record. */
type RetrieveTool = {
  readonly lc_runnable: true;
  readonly name: string;
  readonly description: string;
  readonly schema: object;
  readonly invoke: (call: object) => Promise<string>;
};

/** What `createMiddleware` of LangChain takes. */
export interface AgentMiddleware {
  readonly name: 'Headroom';
  /** What compresses: it has the figures. */
  readonly headroom: Headroom;
  /** With a store: the tool that fetches what is elided. */
  readonly tools: readonly RetrieveTool[];
  /** Sends the messages of a call compressed. */
  wrapModelCall<Q extends ModelCall, R>(request: Q, handler: (request: Q) => R | PromiseLike<R>): Promise<R>;
}

/**
 * The middleware for `createAgent` of LangChain 1. The state of the agent keeps the whole messages; only what the model gets is compressed. With a store, text may be
 * elided, and the agent gets the tool `headroom_retrieve`.
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
export function agentMiddleware(options?: IntegrationOptions): AgentMiddleware {
  const headroom = headroomFrom(options);
  const live = new LiveConversations(headroom);
  return {
    name: 'Headroom',
    headroom,
    tools: mayElide(headroom) ? [toolOf(headroom)] : [],
    async wrapModelCall(request, handler) {
      const { messages, tools } = request;
      const { signal } = (request as { runtime?: { signal?: AbortSignal } }).runtime ?? {};
      const sent = await live.compress(messages, translation(), { signal, retrieves: tools.some(isRetrieval) });
      return handler({ ...request, messages: sent });
    },
  };
}

const { name, description, input_schema: schema } = retrieveTool('anthropic');

function isRetrieval(tool: unknown): boolean {
  return (tool as { name?: unknown } | null)?.name === name;
}

/** A runnable with a JSON schema, which is all that LangChain asks of a tool. It never throws: the model is told what goes wrong. */
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
