// Sends Converse requests, and answers calls of `headroom_retrieve` before the caller sees them.
import { runWithRetrieval } from '../../retrieval/index.js';
import { retrieveTool } from '../../tool/index.js';
import { fieldsOf, isRecord, type Fields, type Message } from '../../providers/index.js';
import { beginningIn, type Memory } from '../../wire/index.js';
import type { LiveConversations, Translation } from '../live.js';
import type { Handler, Result } from './stack.js';
import { answered } from './answers.js';

const OWN = retrieveTool('bedrock');
const AS_IT_IS: Translation<Message> = { read: (message) => message, write: (_, sent) => sent };

/** The parts that are needed to send a request. */
export interface Converse {
  readonly live: LiveConversations;
  /** The conversations that have the tool. Without a store, none has it. */
  readonly memory: Memory | undefined;
  readonly input: Fields;
  readonly next: Handler;
}

/** Sends a compressed request. The model can retrieve elided text if its response is not streamed. */
export async function converse({ live, memory, input, next }: Converse, isStream: boolean): Promise<Result> {
  const { messages } = input;
  // A managed prompt has its messages at the provider.
  if (!Array.isArray(messages)) return next({ input });
  const offered = memory && withTool(input, messages, memory, isStream);
  const given = offered ? await answered(messages, live.headroom) : messages;
  const { modelId } = input;
  const model = typeof modelId === 'string' ? modelId : undefined;
  const sent = await live.compress(given, AS_IT_IS, { model, retrieves: offered !== undefined });
  const request = { ...(offered ?? input), messages: sent };
  if (!offered || isStream) return next({ input: request });
  let last: Result | undefined;
  const { usage, rounds } = await runWithRetrieval({
    // The added messages are the model's call and our answer, and are never compressed.
    headroom: {
      compress: async (own) => ({ messages: own }) as never,
      handleToolCall: (call, options) => live.headroom.handleToolCall(call, options),
    },
    request,
    shape: 'bedrock',
    tools: false,
    send: async (own) => (last = await next({ input: own })).output,
  });
  return rounds.length === 1 || !usage ? last! : { ...last!, output: { ...last!.output, usage } };
}

/**
 * Adds the tool to a request. Undefined if its conversation does not have the tool: tools come before messages in a
 * prompt cache.
 */
function withTool(input: Fields, messages: readonly Message[], memory: Memory, isStream: boolean): Fields | undefined {
  const { toolConfig } = input;
  const tools = isRecord(toolConfig) ? toolConfig['tools'] : undefined;
  const beginning = beginningIn(messages);
  if (!beginning || !Array.isArray(tools) || tools.length === 0 || tools.some(isOwn)) return undefined;
  const mayBegin = beginning.isFirst && !isStream;
  if (!memory.has(beginning.key) && !(mayBegin && memory.add(beginning.key))) return undefined;
  return { ...input, toolConfig: { ...(toolConfig as Fields), tools: [...tools, OWN] } };
}

/** True if a tool has the name of ours. Its calls are answered here, whoever added it. */
function isOwn(tool: unknown): boolean {
  const { toolSpec } = fieldsOf(tool);
  return fieldsOf(toolSpec)['name'] === OWN.toolSpec.name;
}
