// Answers calls of `headroom_retrieve` in responses that are not streamed.
import type { IncomingMessage } from 'node:http';
import { runWithRetrieval } from '../../retrieval/index.js';
import { isRecord } from '../../providers/index.js';
import { usageOf } from '../../usage/index.js';
import { receive } from '../../http/index.js';
import { responseTo, retrievalOf, type Rounds } from '../../wire/index.js';
import { reasonIn, type Reported } from '../reading.js';
import { answered, Unanswered } from './answered.js';

/** A response with its whole body. */
export interface Whole extends Reported {
  readonly response: IncomingMessage;
  readonly bytes: Buffer;
}

/** The response for the client: `first`, or the last of those that follow it. @throws where one breaks off. */
export async function lastResponse(rounds: Rounds<IncomingMessage>, first: IncomingMessage): Promise<Whole> {
  let last: Pick<Whole, 'response' | 'bytes'> | undefined;
  let missReason: string | undefined;
  try {
    const { usage } = await runWithRetrieval({
      ...retrievalOf(rounds),
      send: async (request) => {
        const response = await responseTo(answered(rounds), request, first);
        last = { response, bytes: (await receive(response, Infinity)).bytes };
        const value = valueIn(last.bytes);
        if (isRecord(value)) missReason ??= reasonIn(value);
        return value;
      },
    });
    return { ...last!, usage: usageOf(usage ?? valueIn(last!.bytes)), missReason };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    const { response } = error;
    return { response, bytes: (await receive(response, Infinity)).bytes, usage: undefined, missReason };
  }
}

function valueIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
