/** What every error of this package is. `code` is a stable name for switches. */
export class HeadroomError extends Error {
  override readonly name: string = 'HeadroomError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An option that does not exist, or has a value that it cannot have. */
export class ConfigurationError extends HeadroomError {
  override readonly name = 'ConfigurationError';
  /** The option's name. */
  readonly option: string;
  /** The existing name or value that comes nearest, if one comes near. */
  readonly nearest: string | undefined;

  constructor(message: string, option: string, nearest?: string) {
    super('configuration', message);
    this.option = option;
    this.nearest = nearest;
  }
}

/** The error that the addon threw, with its code. */
export function fromNative(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof HeadroomError) return error;
  let failure: { code: string; message: string; option?: string | null; nearest?: string | null };
  try {
    failure = JSON.parse(error.message);
  } catch {
    return new HeadroomError('internal', error.message, { cause: error });
  }
  if (failure.code === 'configuration') return new ConfigurationError(failure.message, failure.option ?? '', failure.nearest ?? undefined);
  return new HeadroomError(failure.code, failure.message);
}

/** Calls the addon; its errors get their types. */
export function call<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fromNative(error);
  }
}
