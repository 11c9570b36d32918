import type { Fields } from '../../providers/index.js';
import type { Client } from '../client.js';

/** The answer to a call. The model gets its parts in this order. */
export interface Answer {
  readonly parts: readonly string[];
  readonly isError?: boolean;
}

/** A tool: its definition, and the code that answers calls. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** The JSON Schema of the arguments. The model gets it, but its arguments are checked again. */
  readonly inputSchema: { type: 'object'; properties: Record<string, object>; required?: string[] };
  /** Whether the tool can be offered to a client. Default: always. */
  offered?(client: Client): boolean;
  /** Answers a call. @throws {@link Refusal} with a sentence for the model. */
  call(client: Client, input: Fields, signal: AbortSignal): Promise<Answer>;
}
