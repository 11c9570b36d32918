// Wraps commands in `headroom run`, for agents whose hooks cannot replace the output of a command.

/** Programs whose output is often long. */
const LONG =
  /(?:^|[;&|(]\s*)(?:npm|npx|pnpm|yarn|bun|node|deno|cargo|go|make|cmake|ninja|mvn|gradle|\.\/gradlew|dotnet|swift|python3?|pytest|tox|uv|ruff|mypy|tsc|eslint|jest|vitest|bundle|rake|rspec|phpunit|composer|docker|kubectl|helm|terraform|journalctl|dmesg|git|gh|rg|grep|find|ls|tree|cat|curl|jq|ps|du)\s/;
/**
 * Commands that stay unchanged. Agents look for their own commands, a background command has no end to wait for, and
 * our own need no wrapping.
 */
const KEPT = /apply_patch|headroom|&\s*$|\bnohup\b|\btmux\b|\bsudo\b/;

/**
 * Returns a command that prints a short form, or undefined to leave the command unchanged. `self` is the command line
 * of this program.
 */
export function shortCommand(command: unknown, self: string): string | undefined {
  if (process.platform === 'win32' || typeof command !== 'string') return undefined;
  if (!LONG.test(command) || KEPT.test(command)) return undefined;
  return `${self} run -- "\${SHELL:-sh}" -c '${command.replaceAll("'", "'\\''")}'`;
}
