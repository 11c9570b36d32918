// Replays of recorded conversations, request by request: the parts that several commands share.
import { modelInfo } from '../models/index.js';
import { piecesOf, speakerOf, type Message } from '../providers/index.js';

/** A model of a typical price, for conversations whose model is unknown. */
const USUAL_MODEL = 'claude-sonnet-4-5';

/** A model whose prices are known: this one, or a usual one. Pruning weighs the prices of a model. */
export function pricedModel(model: string | undefined): string {
  return model !== undefined && modelInfo(model).prices ? model : USUAL_MODEL;
}

/** The number of messages of each request that was answered: all that stand before an answer of the model. */
export function requestsIn(messages: readonly Message[]): number[] {
  const answers = answersIn(messages);
  return messages.flatMap((_, at) => (at > 0 && answers[at] && !answers[at - 1] ? [at] : []));
}

/** Whether each message is the model's. The items of a Responses request that are calls have no role. */
export function answersIn(messages: readonly Message[]): boolean[] {
  const pieces = [...piecesOf(messages)];
  return messages.map((message, at) => {
    const speaker = speakerOf(message);
    return speaker === undefined ? (pieces[at] ?? []).some(({ type }) => type === 'call') : speaker === 'model';
  });
}
