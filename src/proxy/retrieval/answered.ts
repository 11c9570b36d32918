// Responses of models, and those that are none.
import type { IncomingMessage } from 'node:http';
import type { Rounds } from '../../wire/index.js';

/** A response that is no answer of a model. */
export class Unanswered extends Error {
  readonly response: IncomingMessage;

  constructor(response: IncomingMessage) {
    super(`the provider answered with ${response.statusCode}`);
    this.response = response;
  }
}

/** Rounds in which each response is a model's: others are thrown, as {@link Unanswered}. */
export function answered(rounds: Rounds<IncomingMessage>): Rounds<IncomingMessage> {
  return {
    ...rounds,
    send: async (body) => {
      const response = await rounds.send(body);
      if (response.statusCode !== 200) throw new Unanswered(response);
      return response;
    },
  };
}
