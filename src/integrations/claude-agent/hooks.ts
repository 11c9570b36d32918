import { isRecord } from '../../providers/index.js';
import { headroomFrom, type IntegrationOptions } from '../options.js';
import { ToolOutputs, type OutputCall } from '../outputs.js';

/** The fields of a hook's input that are read. */
interface HookInput {
  readonly hook_event_name: string;
  readonly tool_name?: unknown;
  readonly tool_response?: unknown;
}

/** The answer of a hook. It is empty if nothing changes. */
interface HookOutput {
  hookSpecificOutput?: { hookEventName: 'PostToolUse'; updatedToolOutput: unknown };
}

/** Hooks as the options of `query` take them. */
export interface ClaudeHooks {
  PostToolUse: {
    hooks: ((input: HookInput, id: string | undefined, options: { signal: AbortSignal }) => Promise<HookOutput>)[];
  }[];
}

/**
 * The fields with a tool's output, by tool name. Tools that read files are missing, because edits quote their output.
 */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Bash: ['stdout', 'stderr'],
  Grep: ['content'],
  WebFetch: ['result'],
};

/**
 * Hooks for the Claude Agent SDK. They compress the results of `Bash`, `Grep`, `WebFetch` and MCP tools, without
 * loss, before the model gets them. The outputs keep the shape that Claude Code requires.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { query } from '@anthropic-ai/claude-agent-sdk';
 * import { claudeHooks } from '@headroom/native/claude-agent';
 *
 * for await (const message of query({ prompt: 'Why does the build fail?', options: { hooks: claudeHooks() } }))
 *   console.log(message);
 * ```
 */
export function claudeHooks(options?: IntegrationOptions): ClaudeHooks {
  const outputs = new ToolOutputs(headroomFrom(options));
  return {
    PostToolUse: [
      {
        hooks: [
          async ({ hook_event_name, tool_name, tool_response }, _, { signal }) => {
            if (hook_event_name !== 'PostToolUse' || typeof tool_name !== 'string') return {};
            const sent = await compressed(outputs, tool_response, { tool: tool_name, signal });
            // Hooks run in parallel, and the last answer counts.
            return sent === tool_response
              ? {}
              : { hookSpecificOutput: { hookEventName: 'PostToolUse', updatedToolOutput: sent } };
          },
        ],
      },
    ],
  };
}

/** Compresses the output of a tool. Returns the same object if nothing changes. */
async function compressed(outputs: ToolOutputs, output: unknown, call: OutputCall): Promise<unknown> {
  if (call.tool.startsWith('mcp__')) return ofServer(outputs, output, call);
  if (!isRecord(output) || output['isImage'] === true) return output;
  let sent = output;
  for (const name of Object.hasOwn(FIELDS, call.tool) ? FIELDS[call.tool]! : []) {
    const text = output[name];
    const own = typeof text === 'string' ? await outputs.text(text, call) : text;
    if (own !== text) sent = { ...sent, [name]: own };
  }
  return sent;
}

/** An output of an MCP server: a text, a list of parts, or an object with such a list. */
async function ofServer(outputs: ToolOutputs, output: unknown, call: OutputCall): Promise<unknown> {
  if (typeof output === 'string') return outputs.text(output, call);
  if (Array.isArray(output)) return outputs.parts(output, call);
  if (!isRecord(output) || !Array.isArray(output['content'])) return output;
  const content = await outputs.parts(output['content'], call);
  return content === output['content'] ? output : { ...output, content };
}
