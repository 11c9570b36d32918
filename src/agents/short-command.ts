// Commands that are run by `headroom run`, for agents that cannot replace what a command printed.

/** Programs whose output is often long. */
const LONG =
  /(?:^|[;&|(]\s*)(?:npm|npx|pnpm|yarn|bun|node|deno|cargo|go|make|cmake|ninja|mvn|gradle|\.\/gradlew|dotnet|swift|python3?|pytest|tox|uv|ruff|mypy|tsc|eslint|jest|vitest|bundle|rake|rspec|phpunit|composer|docker|kubectl|helm|terraform|journalctl|dmesg|git|gh|rg|grep|find|ls|tree|cat|curl|jq|ps|du)\s/;
/** What must stay as it is: agents look for their own commands, a command in the background has no end to wait for, and ours need no help. */
const KEPT = /apply_patch|headroom|&\s*$|\bnohup\b|\btmux\b|\bsudo\b/;

/** A command that prints a short form; undefined where it is left as it is. `self`: the command line of this program. */
export function shortCommand(command: unknown, self: string): string | undefined {
  if (process.platform === 'win32' || typeof command !== 'string') return undefined;
  if (!LONG.test(command) || KEPT.test(command)) return undefined;
  return `${self} run -- "\${SHELL:-sh}" -c '${command.replaceAll("'", "'\\''")}'`;
}
