/** Exit code: what was asked for does not make sense. */
export const USAGE = 2;
/** Exit code: it made sense and could not be done. */
export const FAILED = 1;

/** Something the user can put right. Its message says what. */
export class Failure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = FAILED) {
    super(message);
    this.exitCode = exitCode;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is not a folder',
  EACCES: 'permission denied',
  ENOSPC: 'the disk is full',
};

/** What the user of a command can do besides what the message says, by the code of an error. */
const HINTS: Readonly<Record<string, string>> = {
  'retrieve/unknown': ' `headroom store list --all` lists the originals of all scopes.',
};

/** That a file could not be read or written, in words. */
export function fileFailure(doing: string, path: string, error: unknown): Failure {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new Failure(`cannot ${doing} ${path}: ${WORDS[code] ?? message}`);
}

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
