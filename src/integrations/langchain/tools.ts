// Wraps tools of LangChain so that their outputs are compressed.
import { argument, COUNT, FUNCTION, listOf, OBJECT, optionsOf, type Check, type Checks } from '../../errors/index.js';
import { Headroom } from '../../headroom/index.js';
import { headroomOf, marked } from '../mark.js';
import { HEADROOM, type IntegrationOptions } from '../options.js';
import { ToolOutputs, type ToolTotals } from '../outputs.js';
import { withContent, type LangChainMessage } from './messages.js';

/** Options for the compression of tool outputs. */
export interface ToolsOptions extends IntegrationOptions {
  /** The minimum length of outputs that are compressed, in characters. Default: 1000. */
  minChars?: number;
}

/** Tools that compress their outputs. */
export interface CompressedTools<T> {
  readonly tools: T[];
  /** The counts so far, by tool name. */
  totals(): Readonly<Record<string, ToolTotals>>;
}

interface Tool {
  readonly name: string;
  readonly responseFormat?: unknown;
  _call(...args: unknown[]): unknown;
}

const MIN_CHARS = 1000;
const CHECKS: Checks<ToolsOptions> = { headroom: HEADROOM, minChars: COUNT };
const TOOL: Check = {
  wanted: 'a tool of LangChain',
  fits: (value) => OBJECT.fits(value) && FUNCTION.fits((value as Tool)._call),
};
const TOOLS = listOf(TOOL, 'a list of tools of LangChain');

/**
 * Tools that compress their outputs without loss. They have the class, names and schemas of the given tools, which
 * are not changed. Errors of a tool reach its caller. A tool that compresses already is returned unchanged.
 *
 * @throws `ConfigurationError` for another value, an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { compressedTools } from '@headroom/native/langchain';
 *
 * const { tools, totals } = compressedTools([search, readLog]);
 * ```
 */
export function compressedTools<T extends object>(tools: readonly T[], options?: ToolsOptions): CompressedTools<T> {
  const { headroom = new Headroom(), minChars = MIN_CHARS } = optionsOf(options, CHECKS);
  argument('tools', tools, TOOLS);
  const outputs = new ToolOutputs(headroom);
  return {
    tools: Array.from(tools, (tool) => (headroomOf(tool) ? tool : wrapped(tool as T & Tool, outputs, minChars))),
    totals: () => outputs.totals(),
  };
}

function wrapped<T extends Tool>(tool: T, outputs: ToolOutputs, minChars: number): T {
  const compress = async (output: unknown): Promise<unknown> => {
    if (typeof output === 'string')
      return output.length < minChars ? output : outputs.text(output, { tool: tool.name });
    if (!isToolMessage(output)) return output;
    const content = await compress(output.content);
    return content === output.content ? output : withContent(output, content);
  };
  const copy = Object.create(tool, {
    _call: {
      value: async (...args: unknown[]) => {
        const output = await tool._call(...args);
        // Artifacts are not sent to the model.
        if (tool.responseFormat !== 'content_and_artifact' || !Array.isArray(output)) return compress(output);
        return [await compress(output[0]), ...output.slice(1)];
      },
    },
  }) as T;
  return marked(copy, outputs.headroom);
}

function isToolMessage(value: unknown): value is LangChainMessage {
  return OBJECT.fits(value) && (value as { type?: unknown }).type === 'tool' && 'tool_call_id' in (value as object);
}
