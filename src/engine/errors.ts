import { ConfigurationError, errorOf, HeadroomError } from '../errors/index.js';

/** The error that the addon threw, with its class and code. */
export function fromNative(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof HeadroomError) return error;
  let failure: { code: string; message: string; option?: string | null; nearest?: string | null };
  try {
    failure = JSON.parse(error.message);
  } catch {
    return new HeadroomError('internal', error.message, { cause: error });
  }
  if (failure.code === 'configuration') return new ConfigurationError(failure.message, failure.option ?? '', failure.nearest ?? undefined);
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
