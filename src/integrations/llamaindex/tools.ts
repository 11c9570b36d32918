import { argument, FUNCTION, listOf, OBJECT, type Check } from '../../errors/index.js';
import { headroomOf, marked } from '../mark.js';
import { headroomFrom, type IntegrationOptions } from '../options.js';
import { ToolOutputs } from '../outputs.js';

/** The fields of a tool that are read. */
interface Tool {
  readonly metadata: { readonly name: string };
  call(input: unknown): unknown;
}

const TOOL: Check = {
  wanted: 'a tool of LlamaIndex',
  fits: (value) => OBJECT.fits(value) && FUNCTION.fits((value as Tool).call) && OBJECT.fits((value as Tool).metadata),
};
const TOOLS = listOf(TOOL, 'a list of tools of LlamaIndex');

/**
 * Tools for the agents of LlamaIndex that compress their outputs without loss. LlamaIndex writes an output as JSON into
 * its messages, where line breaks are escaped, so it has to be compressed before. Errors of a tool reach its caller. A
 * tool that compresses already is returned unchanged.
 *
 * @throws `ConfigurationError` for another value, an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { compressedFunctionTools } from '@headroom/native/llamaindex';
 *
 * const operator = agent({ llm, tools: compressedFunctionTools([readLog, search]) });
 * ```
 */
export function compressedFunctionTools<T extends object>(tools: readonly T[], options?: IntegrationOptions): T[] {
  const outputs = new ToolOutputs(headroomFrom(options));
  argument('tools', tools, TOOLS);
  return Array.from(tools, (tool) => (headroomOf(tool) ? tool : wrapped(tool as T & Tool, outputs)));
}

/** A tool of the same class. Its metadata is read here, because the class keeps it in a private field. */
function wrapped<T extends Tool>(tool: T, outputs: ToolOutputs): T {
  const { metadata } = tool;
  const call = async (input: unknown): Promise<unknown> => {
    const output = await tool.call(input);
    const text = typeof output === 'string' ? output : jsonOf(output);
    if (text === undefined) return output;
    const sent = await outputs.text(text, { tool: metadata.name });
    return sent === text ? output : sent;
  };
  const copy = Object.create(tool, {
    metadata: { value: metadata, enumerable: true },
    call: { value: call, enumerable: true },
  }) as T;
  return marked(copy, outputs.headroom);
}

/** An output as JSON. Undefined if it is no list or object, or cannot be written. */
function jsonOf(output: unknown): string | undefined {
  try {
    return typeof output === 'object' && output !== null ? JSON.stringify(output) : undefined;
  } catch {
    return undefined;
  }
}
