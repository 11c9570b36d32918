import { HeadroomError } from '../errors/index.js';

/** A call that cannot be answered. Its message tells the model what to do. */
export class Refusal extends Error {}

/** Failures that the model can do nothing about, and whose words are for the programmer. */
const OURS: ReadonlySet<string> = new Set(['configuration', 'closed', 'internal']);

/** What a model is told about a failure. */
export function sentenceFor(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (HeadroomError.isInstance(error) && !OURS.has(error.code)) return error.message;
  return 'Headroom failed. Continue without this tool, and use the text that you have.';
}
