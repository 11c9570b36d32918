// Results of tools in Claude Code: `PostToolUse` of its settings hooks, and `tool.call` of its mods. The answer is its
// own output object with one text replaced. It ignores an object of another shape, so all other fields are kept.
import { isRecord, type Fields } from '../../providers/index.js';
import type { HookCall } from '../hook-call.js';

/** The field of a tool's output object that has the text, by tool name. */
const TEXT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Bash: ['stdout', 'stderr'],
  Grep: ['content'],
  WebFetch: ['result'],
};
const OWN = /^mcp__headroom__/;

/** How the answer to an event carries the replaced output. */
const ANSWERS: Readonly<Record<string, (output: unknown) => object>> = {
  PostToolUse: (output) => ({ hookSpecificOutput: { hookEventName: 'PostToolUse', updatedToolOutput: output } }),
  'tool.call': (output) => ({ result: output }),
};

/** Finds the text in a payload. Undefined if the payload is not from Claude Code, or its shape is unknown. */
export function claudeCall(payload: Fields): HookCall | undefined {
  const { hook_event_name: event, tool_name: tool } = payload;
  const answered = Object.hasOwn(ANSWERS, String(event)) ? ANSWERS[String(event)] : undefined;
  if (!answered || typeof tool !== 'string' || !isFromClaude(payload)) return undefined;
  const found = textIn(tool, payload);
  return (
    found && {
      ...found,
      tool,
      // A subagent may have no tool that retrieves what was elided.
      mayElide: payload['agent_id'] === undefined,
      // The transcript has the text of a failure in another form, and cut off.
      ...(payload['is_error'] !== true && {
        seenIn: { transcript: String(payload['transcript_path']), id: String(payload['tool_use_id']) },
      }),
      answer: (short) => answered(found.replaced(short)),
    }
  );
}

/** The text of a failed call is the message that the model reads. Only mods get such calls. */
function textIn(tool: string, { tool_response: output, is_error: isError }: Fields): Found | undefined {
  if (OWN.test(tool)) return undefined;
  if (isError !== true) return tool.startsWith('mcp__') ? mcpText(output) : builtInText(tool, output);
  const isKnown = tool.startsWith('mcp__') || Object.hasOwn(TEXT_FIELDS, tool);
  return isKnown && typeof output === 'string' ? { text: output, replaced: (short) => short } : undefined;
}

interface Found {
  readonly text: string;
  /** The file with the whole text. The model would see its beginning only. */
  readonly file?: string;
  replaced(short: string): unknown;
}

/** VS Code and Continue also run the hooks of Claude Code, with payloads of their own. */
function isFromClaude({ session_id: session, transcript_path: path, tool_use_id: id }: Fields): boolean {
  return (
    typeof session === 'string' && typeof path === 'string' && path.endsWith('.jsonl') && /^toolu_/.test(String(id))
  );
}

function builtInText(tool: string, output: unknown): Found | undefined {
  const fields = TEXT_FIELDS[tool];
  if (!fields || !isRecord(output) || output['interrupted'] === true || output['isImage'] === true) return undefined;
  const name = fields.reduce((longest, own) => (lengthOf(output[own]) > lengthOf(output[longest]) ? own : longest));
  const text = output[name];
  if (typeof text !== 'string') return undefined;
  const { persistedOutputPath: file, persistedOutputSize: _, ...shown } = output;
  if (typeof file !== 'string') return { text, replaced: (short) => ({ ...output, [name]: short }) };
  return { text, file, replaced: (short) => ({ ...shown, [name]: short }) };
}

/** Finds a text, a list with one text, or an object with such a list. */
function mcpText(output: unknown): Found | undefined {
  if (typeof output === 'string') return { text: output, replaced: (short) => short };
  if (isRecord(output)) {
    const inner = Array.isArray(output['content']) ? mcpText(output['content']) : undefined;
    return inner && { text: inner.text, replaced: (short) => ({ ...output, content: inner.replaced(short) }) };
  }
  if (!Array.isArray(output) || output.length !== 1) return undefined;
  const [block] = output as unknown[];
  if (!isRecord(block) || block['type'] !== 'text' || typeof block['text'] !== 'string') return undefined;
  return { text: block['text'], replaced: (short) => [{ ...block, text: short }] };
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : -1;
}
