// PreToolUse of Codex: it cannot replace what a command printed, so another command is run. It refuses answers with fields that it does not know.
import { isRecord, type Fields } from '../../providers/index.js';
import { shortCommand } from '../short-command.js';

/** Wraps the command in a payload; undefined where it is left as it is. `self`: the command line of this program. */
export function codexCall(payload: Fields, self: string): { said: object } | undefined {
  const { hook_event_name: event, tool_name: tool, tool_input: input, tool_use_id: id } = payload;
  // A script that the model wrote reads the output itself, and expects it as it is.
  if (typeof id === 'string' && id.startsWith('exec-')) return undefined;
  if (event !== 'PreToolUse' || tool !== 'Bash' || !isRecord(input)) return undefined;
  const command = shortCommand(input['command'], self);
  if (command === undefined) return undefined;
  const updatedInput = { command };
  return { said: { hookSpecificOutput: { hookEventName: event, permissionDecision: 'allow', updatedInput } } };
}
