// BeforeTool of Gemini CLI: the hook replaces the command by one that prints a short form.
// AfterTool can ask for another call, `tailToolCallRequest`, whose result replaces the result. It is not used: if that
// tool is missing or the user declines it, the model gets an error in place of a result that was already there.
import { isRecord, type Fields } from '../../providers/index.js';
import { shortCommand } from '../short-command.js';

/**
 * Wraps the command in a payload. Undefined if the command stays unchanged. `self` is the command line of this
 * program.
 */
export function geminiCall(payload: Fields, self: string): { said: object } | undefined {
  const { hook_event_name: event, tool_name: tool, tool_input: input } = payload;
  if (event !== 'BeforeTool' || tool !== 'run_shell_command' || !isRecord(input)) return undefined;
  if (input['is_background'] === true) return undefined;
  const command = shortCommand(input['command'], self);
  if (command === undefined) return undefined;
  return { said: { hookSpecificOutput: { hookEventName: event, tool_input: { ...input, command } } } };
}
