// PreToolUse of Codex: it cannot replace what a command printed, so the command is run by `headroom run`. It refuses answers with fields that it does not know.
import { isRecord, type Fields } from '../../providers/index.js';

/** Programs whose output is often long. */
const LONG =
  /(?:^|[;&|(]\s*)(?:npm|npx|pnpm|yarn|bun|node|deno|cargo|go|make|cmake|ninja|mvn|gradle|\.\/gradlew|dotnet|swift|python3?|pytest|tox|uv|ruff|mypy|tsc|eslint|jest|vitest|bundle|rake|rspec|phpunit|composer|docker|kubectl|helm|terraform|journalctl|dmesg|git|gh|rg|grep|find|ls|tree|cat|curl|jq|ps|du)\s/;
/** What must reach Codex as it is: it looks for its own command, and a command in the background has no end to wait for. */
const KEPT = /apply_patch|headroom|&\s*$|\bnohup\b|\btmux\b|\bsudo\b/;

/** Wraps the command in a payload; undefined where it is left as it is. `self`: the command line of this program. */
export function codexCall(payload: Fields, self: string): { said: object } | undefined {
  const { hook_event_name: event, tool_name: tool, tool_input: input, tool_use_id: id } = payload;
  // A script that the model wrote reads the output itself, and expects it as it is.
  if (typeof id === 'string' && id.startsWith('exec-')) return undefined;
  if (event !== 'PreToolUse' || tool !== 'Bash' || !isRecord(input) || process.platform === 'win32') return undefined;
  const { command } = input;
  if (typeof command !== 'string' || !LONG.test(command) || KEPT.test(command)) return undefined;
  const quoted = `'${command.replaceAll("'", "'\\''")}'`;
  return {
    said: {
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: 'allow',
        updatedInput: { command: `${self} run -- "\${SHELL:-sh}" -c ${quoted}` },
      },
    },
  };
}
