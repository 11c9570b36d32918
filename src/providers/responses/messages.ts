// OpenAI Responses: `input` is a list of items. Messages, calls and results are items.
import { argumentsOf, holds, isByModel, isRecord, parsed, records, textBy, textsIn } from '../look.js';
import type { Fields, Piece } from '../message.js';
import type { MessagesPart } from '../provider.js';
import { longer } from '../replace.js';

/** Types of parts that only this shape has. */
const PARTS: ReadonlySet<unknown> = new Set(['input_text', 'output_text', 'input_image', 'input_file']);
/** Types of parts with a text, in messages and in results. */
const TEXTS: ReadonlySet<unknown> = new Set(['input_text', 'output_text', 'text']);
/** Types of items that are not messages. Some are only recognised as this provider's, and not read. */
const ITEMS: ReadonlySet<unknown> = new Set([
  'function_call',
  'function_call_output',
  'custom_tool_call',
  'custom_tool_call_output',
  'local_shell_call',
  'local_shell_call_output',
  'shell_call',
  'shell_call_output',
  'apply_patch_call',
  'apply_patch_call_output',
  'mcp_call',
  'mcp_list_tools',
  'mcp_approval_request',
  'mcp_approval_response',
  'computer_call',
  'computer_call_output',
  'reasoning',
  'item_reference',
  'compaction',
  'compaction_trigger',
  'web_search_call',
  'file_search_call',
  'code_interpreter_call',
  'image_generation_call',
  'tool_search_call',
  'tool_search_output',
  'additional_tools',
  'program',
  'program_output',
]);

export const messages: MessagesPart = {
  list: 'input',

  matches: ({ type, content }) => ITEMS.has(type) || holds(content, PARTS),

  *read(item: Fields): Iterable<Piece> {
    const { type, role, content } = item;
    if (typeof type !== 'string' || !ITEMS.has(type)) {
      for (const { text, path } of textsIn(content, ['content'], TEXTS)) yield textBy(role, text, path);
    } else if (type.endsWith('_output')) {
      yield* readOutput(item);
    } else {
      yield* readCall(item);
    }
  },

  added: ({ content }, text) => ({ content: longer(content, text, { type: 'input_text', text }) }),
};

function* readCall(item: Fields): Iterable<Piece> {
  const id = String(item['call_id'] ?? item['id']);
  const forProgram = !isByModel(item['caller']);
  const call = callIn(item);
  if (!call) return;
  yield { type: 'call', id, tool: call.tool, forProgram };
  if (!forProgram) yield* argumentsOf(call.input);
  // OpenAI calls an MCP server itself and puts the result into the call.
  if (item['type'] === 'mcp_call')
    for (const text of textsIn(item['output'], ['output'], TEXTS)) yield { type: 'result', id, ...text };
}

/** The tool and its input. Built-in tools have the names by which the model knows them. */
function callIn({
  type,
  name,
  arguments: json,
  input,
  action,
  operation,
}: Fields): { tool: string; input: unknown } | undefined {
  switch (type) {
    case 'function_call':
    case 'mcp_call':
      return typeof name === 'string' ? { tool: name, input: parsed(json) } : undefined;
    case 'custom_tool_call':
      return typeof name === 'string' ? { tool: name, input: { input } } : undefined;
    case 'local_shell_call':
      return { tool: 'local_shell', input: { command: isRecord(action) ? action['command'] : undefined } };
    case 'shell_call':
      return { tool: 'shell', input: { command: isRecord(action) ? linesOf(action['commands']) : undefined } };
    case 'apply_patch_call':
      return { tool: 'apply_patch', input: operation };
    default:
      return undefined;
  }
}

function linesOf(commands: unknown): unknown {
  return Array.isArray(commands) && commands.every((command) => typeof command === 'string')
    ? commands.join('\n')
    : commands;
}

function* readOutput(item: Fields): Iterable<Piece> {
  const { type, output } = item;
  if (type === 'computer_call_output' || type === 'tool_search_output' || !isByModel(item['caller'])) return;
  const id = String(item['call_id'] ?? item['id']);
  for (const text of textsIn(output, ['output'], TEXTS)) yield { type: 'result', id, ...text };
  if (type !== 'shell_call_output') return;
  for (const [at, part] of records(output)) {
    for (const key of ['stdout', 'stderr']) {
      const text = part[key];
      if (typeof text === 'string') yield { type: 'result', id, text, path: ['output', at, key] };
    }
  }
}
