// Sends Converse requests, and answers calls of `headroom_retrieve` before the caller sees them.
import { retrieveTool } from '../../tool/index.js';
import { fieldsOf, isRecord, type Fields, type Message } from '../../providers/index.js';
import { beginningIn, type Memory } from '../../wire/index.js';
import type { LiveConversations, Translation } from '../live.js';
import type { Handler, Result } from './stack.js';
import { answered } from './answers.js';
import { streamedRounds, wholeRounds } from './rounds.js';

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

/** Sends a compressed request, whose model can retrieve elided text. */
export async function converse({ live, memory, input, next }: Converse, isStream: boolean): Promise<Result> {
  const { messages } = input;
  // A managed prompt has its messages at the provider.
  if (!Array.isArray(messages)) return next({ input });
  const offered = memory && withTool(input, messages, memory);
  const given = offered ? await answered(messages, live.headroom) : messages;
  const { modelId } = input;
  const model = typeof modelId === 'string' ? modelId : undefined;
  const sent = await live.compress(given, AS_IT_IS, { model, retrieves: offered !== undefined });
  const request = { ...(offered ?? input), messages: sent };
  if (!offered) return next({ input: request });
  const send = isStream ? streamedRounds : wholeRounds;
  return send({ headroom: live.headroom, request, next });
}

/**
 * Adds the tool to a request. Undefined if its conversation does not have the tool: tools come before messages in a
 * prompt cache.
 */
function withTool(input: Fields, messages: readonly Message[], memory: Memory): Fields | undefined {
  const { toolConfig } = input;
  const tools = isRecord(toolConfig) ? toolConfig['tools'] : undefined;
  const beginning = beginningIn(messages);
  if (!beginning || !Array.isArray(tools) || tools.length === 0 || tools.some(isOwn)) return undefined;
  if (!memory.has(beginning.key) && !(beginning.isFirst && memory.add(beginning.key))) return undefined;
  return { ...input, toolConfig: { ...(toolConfig as Fields), tools: [...tools, OWN] } };
}

/** True if a tool has the name of ours. Its calls are answered here, whoever added it. */
function isOwn(tool: unknown): boolean {
  const { toolSpec } = fieldsOf(tool);
  return fieldsOf(toolSpec)['name'] === OWN.toolSpec.name;
}
