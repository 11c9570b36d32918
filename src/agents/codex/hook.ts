// PreToolUse of Codex. It cannot replace the output of a command, so it runs another command. Codex refuses answers
// with unknown fields.
import { isRecord, type Fields } from '../../providers/index.js';
import { shortCommand } from '../short-command.js';

/**
 * Wraps the command in a payload. Undefined if the command stays unchanged. `self` is the command line of this
 * program.
 */
export function codexCall(payload: Fields, self: string): { said: object } | undefined {
  const { hook_event_name: event, tool_name: tool, tool_input: input, tool_use_id: id } = payload;
  // A script that the model wrote may parse the output, so it must stay unchanged.
  if (typeof id === 'string' && id.startsWith('exec-')) return undefined;
  if (event !== 'PreToolUse' || tool !== 'Bash' || !isRecord(input)) return undefined;
  const command = shortCommand(input['command'], self);
  if (command === undefined) return undefined;
  const updatedInput = { command };
  return { said: { hookSpecificOutput: { hookEventName: event, permissionDecision: 'allow', updatedInput } } };
}
