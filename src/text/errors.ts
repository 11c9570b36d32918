import { ConfigurationError, errorOf, HeadroomError } from '../errors/index.js';

/** What the addon says of a failure. */
interface Failure {
  readonly code: string;
  readonly message: string;
  readonly option?: string | null;
  readonly nearest?: string | null;
}

/** The error that the addon threw, with its class and code. What is no error of ours is a bug, and its message may hold somebody's text. */
export function fromNative(error: unknown): HeadroomError {
  if (HeadroomError.isInstance(error)) return error;
  const failure = failureIn(error);
  if (failure === undefined)
    return new HeadroomError('internal', 'an unexpected failure in the engine', { cause: error });
  if (failure.code === 'configuration')
    return new ConfigurationError(failure.message, failure.option ?? '', failure.nearest ?? undefined);
  return errorOf(failure.code, failure.message);
}

/** Calls the addon; its errors get their types. */
export function call<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fromNative(error);
  }
}

function failureIn(error: unknown): Failure | undefined {
  try {
    const failure: unknown = JSON.parse((error as Error).message);
    return typeof (failure as Failure).code === 'string' ? (failure as Failure) : undefined;
  } catch {
    return undefined;
  }
}
