// Separates a model's answers from a provider's refusals, which go to the client as they came.
import type { IncomingMessage } from 'node:http';
import type { Rounds } from '../../wire/index.js';

/** A response that is no answer of a model: its status is no success. */
export class Unanswered extends Error {
  readonly response: IncomingMessage;

  constructor(response: IncomingMessage) {
    super(`the provider answered with ${response.statusCode}`);
    this.response = response;
  }
}

/** The same rounds, but a refusal is thrown as {@link Unanswered}. */
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
