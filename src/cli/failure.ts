import { FAILED, Failure, USAGE } from '../failure/index.js';

export { FAILED, Failure, fileFailure, NOT_FOUND, USAGE } from '../failure/index.js';

/** What the user of a command can do besides what the message says, by the code of an error. */
const HINTS: Readonly<Record<string, string>> = {
  'retrieve/unknown': ' `headroom store list --all` lists the originals of all scopes.',
};

/** What to print for an error, and the code to exit with. */
export async function explainFailure(error: unknown): Promise<{ line: string; exitCode: number }> {
  // Loads the addon, which may be what failed.
  const debugging = await import('../config/index.js').then(
    (config) => config.debugging(),
    () => false,
  );
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { line: (debugging && stack) || `${message}${HINTS[codeOf(error)] ?? ''}`, exitCode: exitCodeOf(error) };
}

function exitCodeOf(error: unknown): number {
  if (error instanceof Failure) return error.exitCode;
  return codeOf(error) === 'configuration' ? USAGE : FAILED;
}

/** Its code, and not its class, which would load the addon. */
function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code);
}
