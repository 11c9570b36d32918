// Answers calls of `headroom_retrieve` in responses that are not streamed.
import type { IncomingMessage } from 'node:http';
import { runWithRetrieval } from '../../retrieval/index.js';
import { usageOf, type Usage } from '../../usage/index.js';
import { receive } from '../../http/index.js';
import { responseTo, retrievalOf, type Rounds } from '../../wire/index.js';
import { answered, Unanswered } from './answered.js';

/** A response with its whole body. */
export interface Whole {
  readonly response: IncomingMessage;
  readonly bytes: Buffer;
  readonly usage: Usage | undefined;
}

/** The response for the client: `first`, or the last of those that follow it. @throws where one breaks off. */
export async function lastResponse(rounds: Rounds<IncomingMessage>, first: IncomingMessage): Promise<Whole> {
  let last: Omit<Whole, 'usage'> | undefined;
  try {
    const { usage } = await runWithRetrieval({
      ...retrievalOf(rounds),
      send: async (request) => {
        const response = await responseTo(answered(rounds), request, first);
        last = { response, bytes: (await receive(response, Infinity)).bytes };
        return valueIn(last.bytes);
      },
    });
    return { ...last!, usage: usageOf(usage ?? valueIn(last!.bytes)) };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    const { response } = error;
    return { response, bytes: (await receive(response, Infinity)).bytes, usage: undefined };
  }
}

function valueIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
