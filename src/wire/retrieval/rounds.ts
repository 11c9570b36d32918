// Answers calls of `headroom_retrieve` before the client sees them. The request is sent again with the answer, and
// several responses become one.
import type { Headroom } from '../../headroom/index.js';
import type { RetrievalOptions } from '../../retrieval/index.js';
import type { ToolShape } from '../../tool/index.js';
import { fieldsIn, withLast } from '../fields.js';

/** The parts that are needed to continue a conversation. `R` is a response. */
export interface Rounds<R> {
  readonly headroom: Headroom;
  readonly shape: ToolShape;
  /** The body of the first round. */
  readonly body: Buffer;
  readonly signal: AbortSignal;
  /** Sends a body in the same way as the first one. */
  send(body: Buffer): Promise<R>;
}

/** The field with the messages. */
const KEYS: Readonly<Record<ToolShape, string>> = {
  anthropic: 'messages',
  openai: 'messages',
  responses: 'input',
  gemini: 'contents',
  bedrock: 'messages',
};

/** The retriever and its options. */
type Known = Pick<RetrievalOptions<Request>, 'headroom' | 'request' | 'shape' | 'tools' | 'signal'>;
type Request = Readonly<Record<string, readonly object[]>>;

/** Options for retrieval. It gets only the added messages, so the client's own bytes stay the same. */
export function retrievalOf({ headroom, shape, signal }: Rounds<unknown>): Required<Known> {
  return {
    // The added messages are the model's call and our answer, and are never compressed.
    headroom: {
      compress: async (messages) => ({ messages }) as never,
      handleToolCall: (call, options) => headroom.handleToolCall(call, options),
    },
    request: { [KEYS[shape]]: [] },
    shape,
    tools: false,
    signal,
  };
}

/** Sends a round. `first` is the response of the first round, which exists already. */
export async function responseTo<R>(rounds: Rounds<R>, request: Request, first: R): Promise<R> {
  const added = request[KEYS[rounds.shape]]!;
  if (added.length === 0) return first;
  const list = fieldsIn(rounds.body)!.get(KEYS[rounds.shape])!;
  return rounds.send(withLast(rounds.body, list, added));
}
