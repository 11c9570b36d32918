import { ConfigurationError, errorOf, HeadroomError } from '../errors/index.js';

/** A failure as the addon reports it: JSON in the message of an error. */
interface Failure {
  readonly code: string;
  readonly message: string;
  readonly option?: string | null;
  readonly nearest?: string | null;
}

/**
 * Turns an error of the addon into an error of its class and code. Any other error is a bug. Its message may quote the
 * caller's text, so it is only the cause.
 */
export function fromNative(error: unknown): HeadroomError {
  if (HeadroomError.isInstance(error)) return error;
  const failure = failureIn(error);
  if (failure === undefined)
    return new HeadroomError('internal', 'an unexpected failure in the engine', { cause: error });
  if (failure.code === 'configuration')
    return new ConfigurationError(failure.message, failure.option ?? '', failure.nearest ?? undefined);
  return errorOf(failure.code, failure.message);
}

/** Calls the addon. @throws `HeadroomError` of the class that the failure has. */
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
