// Answers calls of `headroom_retrieve` before the client sees them: the request is sent again with the answer, and several responses become one.
import type { IncomingMessage } from 'node:http';
import type { Headroom } from '../../headroom/index.js';
import type { RetrievalOptions } from '../../retrieval/index.js';
import type { ToolShape } from '../../tool/index.js';
import { fieldsIn, withLast } from '../fields.js';

/** What it takes to go on with a conversation. */
export interface Rounds {
  readonly headroom: Headroom;
  readonly shape: ToolShape;
  /** The body of the first round. */
  readonly body: Buffer;
  readonly signal: AbortSignal;
  /** Sends a body as the first one was. */
  send(body: Buffer): Promise<IncomingMessage>;
}

/** The field with the messages. */
const KEYS: Readonly<Record<ToolShape, string>> = {
  anthropic: 'messages',
  openai: 'messages',
  responses: 'input',
  gemini: 'contents',
  bedrock: 'messages',
};

/** A response that is no answer of a model. */
export class Unanswered extends Error {
  readonly response: IncomingMessage;

  constructor(response: IncomingMessage) {
    super(`the provider answered with ${response.statusCode}`);
    this.response = response;
  }
}

/** What retrieval is told. */
type Known = Pick<RetrievalOptions<Request>, 'headroom' | 'request' | 'shape' | 'tools' | 'signal'>;
type Request = Readonly<Record<string, readonly object[]>>;

/** Options for retrieval, which knows only the messages that are added: those of the client stay the bytes that they are. */
export function retrievalOf({ headroom, shape, signal }: Rounds): Required<Known> {
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

/** The response to a round. `first`: that to the first one, which is there. @throws {@link Unanswered} where a later one is no answer. */
export async function responseTo(rounds: Rounds, request: Request, first: IncomingMessage): Promise<IncomingMessage> {
  const added = request[KEYS[rounds.shape]]!;
  if (added.length === 0) return first;
  const list = fieldsIn(rounds.body)!.get(KEYS[rounds.shape])!;
  const response = await rounds.send(withLast(rounds.body, list, added));
  if (response.statusCode !== 200) throw new Unanswered(response);
  return response;
}
