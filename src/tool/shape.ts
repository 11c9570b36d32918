// What a provider's requests, calls and results have of their own.
import { ConfigurationError } from '../text/index.js';
import { isRecord, type Fields } from '../providers/index.js';

/** Whose shape: Anthropic Messages, OpenAI Chat Completions, OpenAI Responses, Gemini, or Bedrock Converse. */
export type ToolShape = 'anthropic' | 'openai' | 'responses' | 'gemini' | 'bedrock';

/** What a model asks of a tool, in any provider's shape. */
export interface ToolCall {
  /** What pairs it with its result. Gemini may do without. */
  readonly id: string | undefined;
  readonly name: string;
  /** The arguments: an object, or JSON. */
  readonly input: unknown;
}

/** What the model is told. */
export interface ToolAnswer {
  readonly text: string;
  readonly isError: boolean;
}

/** Knows one provider's shape. */
export interface Shape {
  readonly id: ToolShape;
  /** The tool as this provider takes it. */
  readonly tool: Fields;
  /** Whether a request is for this provider. */
  matches(request: Fields): boolean;
  /** The request with the tool as its last, or the same where it has it. */
  withTool(request: Fields): Fields;
  /** A call in this shape; nothing where it is in another. */
  read(call: Fields): ToolCall | undefined;
  /** The result of a call. */
  write(call: ToolCall, answer: ToolAnswer): Fields;
}

/** A list may claim to be longer than memory. */
const MAX_TOOLS = 1 << 17;

/** A list of tools with a copy of another one last; nothing where it is among them. */
export function withLast(
  tools: unknown,
  tool: Fields,
  isIt: (tool: Fields) => boolean,
): readonly unknown[] | undefined {
  const list = listOf(tools);
  return list.some((own) => isRecord(own) && isIt(own)) ? undefined : [...list, structuredClone(tool)];
}

/** @throws {@link ConfigurationError} for tools that are no list. */
export function listOf(tools: unknown): readonly unknown[] {
  if (tools === undefined || tools === null) return [];
  if (!Array.isArray(tools) || tools.length > MAX_TOOLS)
    throw new ConfigurationError('`tools` is a list of tools', 'tools');
  return tools;
}
