// The types of the tool and its results, with a line for each provider whose tools are supported.

/** A JSON Schema of an object. */
interface Parameters {
  type: 'object';
  properties: Record<string, Record<string, unknown>>;
  required: string[];
  /** The types of the SDKs require it. */
  [name: string]: unknown;
}

/**
 * The definition of the tool in the shape of each provider: Anthropic Messages, OpenAI Chat Completions, OpenAI
 * Responses, Gemini, and Bedrock Converse.
 */
export interface RetrieveTool {
  anthropic: { name: string; description: string; input_schema: Parameters };
  openai: { type: 'function'; function: { name: string; description: string; parameters: Parameters } };
  responses: { type: 'function'; name: string; description: string; parameters: Parameters; strict: false };
  /**
   * An entry of `functionDeclarations`. `parameters` is untyped, because the SDK has an enum for the names of types.
   */
  gemini: { name: string; description: string; parameters: Record<string, unknown> };
  bedrock: { toolSpec: { name: string; description: string; inputSchema: { json: Parameters } } };
}

/** A provider's shape: Anthropic Messages, OpenAI Chat Completions, OpenAI Responses, Gemini, or Bedrock Converse. */
export type ToolShape = keyof RetrieveTool;

/** The result of a tool, in the shape of its call. */
export type ToolResult<C = unknown> = C extends { type: 'tool_use' }
  ? { type: 'tool_result'; tool_use_id: string; content: string; is_error?: true }
  : C extends { type: 'function_call' }
    ? { type: 'function_call_output'; call_id: string; output: string }
    : C extends { function: object } | { custom: object }
      ? { role: 'tool'; tool_call_id: string; content: string }
      : C extends { toolUse: object }
        ? { toolResult: { toolUseId: string; content: { text: string }[]; status: 'success' | 'error' } }
        : C extends { functionCall?: object } | { args?: object }
          ? { functionResponse: { id?: string; name: string; response: { output: string } | { error: string } } }
          : Record<string, unknown>;
