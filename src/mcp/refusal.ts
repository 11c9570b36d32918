import { HeadroomError } from '../errors/index.js';

/** A call that cannot be answered. Its message tells the model what to do. */
export class Refusal extends Error {}

/** An error of the protocol, with its code. The SDK sends the message as it is, and would prefix that of its own class. */
export class ProtocolError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Errors that the model cannot resolve, and whose messages are for the programmer. */
const OURS: ReadonlySet<string> = new Set(['configuration', 'closed', 'internal']);

/** Returns the message for the model about an error. */
export function sentenceFor(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (HeadroomError.isInstance(error) && !OURS.has(error.code)) return error.message;
  return 'Headroom failed. Continue without this tool, and use the text that you have.';
}
