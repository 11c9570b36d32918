// Answers calls of `headroom_retrieve` before the client sees them: the request is sent again with the answer, and several responses become one.
import type { Headroom } from '../../headroom/index.js';
import type { RetrievalOptions } from '../../retrieval/index.js';
import type { ToolShape } from '../../tool/index.js';
import { fieldsIn, withLast } from '../fields.js';

/** What it takes to go on with a conversation. `R`: a response. */
export interface Rounds<R> {
  readonly headroom: Headroom;
  readonly shape: ToolShape;
  /** The body of the first round. */
  readonly body: Buffer;
  readonly signal: AbortSignal;
  /** Sends a body as the first one was. */
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

/** What retrieval is told. */
type Known = Pick<RetrievalOptions<Request>, 'headroom' | 'request' | 'shape' | 'tools' | 'signal'>;
type Request = Readonly<Record<string, readonly object[]>>;

/** Options for retrieval, which knows only the messages that are added: those of the client stay the bytes that they are. */
export function retrievalOf({ headroom, shape, signal }: Rounds<unknown>): Required<Known> {
  return {
    // What is added is what the model and we said, and is never made smaller.
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

/** The response to a round. `first`: that to the first one, which is there. */
export async function responseTo<R>(rounds: Rounds<R>, request: Request, first: R): Promise<R> {
  const added = request[KEYS[rounds.shape]]!;
  if (added.length === 0) return first;
  const list = fieldsIn(rounds.body)!.get(KEYS[rounds.shape])!;
  return rounds.send(withLast(rounds.body, list, added));
}
