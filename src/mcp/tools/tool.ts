import type { Fields } from '../../providers/index.js';
import type { Client } from '../client.js';

/** The answer to a call: its parts are shown to the model one after the other. */
export interface Answer {
  readonly parts: readonly string[];
  readonly isError?: boolean;
}

/** A tool as it is offered and called. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. Models are told it; what they send is checked again. */
  readonly inputSchema: { type: 'object'; properties: Record<string, object>; required?: string[] };
  /** Whether the tool can be offered to a client. Default: always. */
  offered?(client: Client): boolean;
  /** Answers a call. @throws {@link Refusal} with a sentence for the model. */
  call(client: Client, input: Fields, signal: AbortSignal): Promise<Answer>;
}
