import { argument, FUNCTION, OBJECT, type Check } from '../../errors/index.js';
import type { Headroom } from '../../headroom/index.js';
import { retrieveTool } from '../../tool/index.js';
import { headroomOf, marked } from '../mark.js';
import { headroomFrom, mayElide, type IntegrationOptions } from '../options.js';
import { ToolOutputs } from '../outputs.js';

/** The methods of a client that are wrapped. */
interface Client {
  callTool(params: { name: string; arguments?: unknown }, ...rest: unknown[]): Promise<{ content?: unknown }>;
  listTools(...args: unknown[]): Promise<{ tools: { name: string }[]; nextCursor?: string }>;
}

const CLIENT: Check = {
  wanted: 'a client of the Model Context Protocol',
  fits: (value) =>
    OBJECT.fits(value) && FUNCTION.fits((value as Client).callTool) && FUNCTION.fits((value as Client).listTools),
};

/**
 * A client of an MCP server that compresses tool results. It has the class, methods and types of the given client,
 * which is not changed. With a store, text may be elided: the tool `headroom_retrieve` is then listed last, and
 * answered here. A client that compresses already is returned unchanged.
 *
 * @param client - of `@modelcontextprotocol/sdk` or `@modelcontextprotocol/client`.
 * @throws `ConfigurationError` for another value, an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { compressedMcpClient } from '@headroom/native/mcp-client';
 *
 * const client = compressedMcpClient(new Client({ name: 'agent', version: '1.0.0' }));
 * ```
 */
export function compressedMcpClient<T extends object>(client: T, options?: IntegrationOptions): T {
  argument('client', client, CLIENT);
  const headroom = headroomFrom(options);
  return headroomOf(client) ? client : wrapped(client as T & Client, headroom);
}

function wrapped<T extends Client>(client: T, headroom: Headroom): T {
  const outputs = new ToolOutputs(headroom);
  const { name: own, description, input_schema: inputSchema } = retrieveTool('anthropic');
  /** True once a caller that lists the tools has been told about ours. */
  let isOffered = false;
  // The caller connects the copy, so the copy has the connection.
  const copy = Object.create(client) as T;
  const callTool: Client['callTool'] = async (params, ...rest) => {
    if (isOffered && params.name === own) return answer(headroom, params.arguments);
    const result = await client.callTool.call(copy, params, ...rest);
    if (!Array.isArray(result.content)) return result;
    // Version 1 takes a schema before the options.
    const { signal } = (rest.at(-1) ?? {}) as { signal?: AbortSignal };
    const content = await outputs.parts(result.content, { tool: params.name, signal, retrieves: isOffered });
    return content === result.content ? result : { ...result, content };
  };
  const listTools: Client['listTools'] = async (...args) => {
    const page = await client.listTools.call(copy, ...args);
    if (!mayElide(headroom) || page.nextCursor !== undefined || page.tools.some(({ name }) => name === own))
      return page;
    isOffered = true;
    return { ...page, tools: [...page.tools, { name: own, description, inputSchema }] };
  };
  return marked(
    Object.defineProperties(copy, { callTool: { value: callTool }, listTools: { value: listTools } }),
    headroom,
  );
}

async function answer(headroom: Headroom, input: unknown): Promise<{ content: unknown; isError?: true }> {
  const call = { type: 'tool_use', id: '', name: retrieveTool('anthropic').name, input } as const;
  const result = await headroom.handleToolCall(call);
  return { content: [{ type: 'text', text: result?.content ?? '' }], ...(result?.is_error && { isError: true }) };
}
