// A conversation of 20 turns through each client: each request begins with what was sent in the one before, and the usage is
// the provider's.
import { Headroom } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { checkPrefix, TURNS } from '../frameworks/conversation.js';
import { said } from '../frameworks/said.mjs';
import { listIn, model, requestOf, saidAndRefused } from '../proxy/dialogue.js';
import { withProvider } from '../proxy/support.js';
import type { Json, Turn } from '../support/protocols/index.js';
import { SDKS } from './sdks.js';

/** A model calls a tool in each turn, and then answers. */
const turnOf = (turn: number): Turn => ({
  say: `Turn ${turn}.`,
  ...(turn < TURNS && { calls: [{ id: `c${turn}`, name: 'fetch', input: { turn } }] }),
});
const TURNS_OF_MODEL = Array.from({ length: TURNS + 1 }, (_, turn) => () => turnOf(turn));

describe.each(SDKS)('$name', ({ protocol, sample, make, wrap, plain, stream }) => {
  it.each([false, true])('sends what it sent before again (streamed: %s)', (isStream) =>
    withProvider(model(protocol, TURNS_OF_MODEL), async ({ url, requests }) => {
      const headroom = new Headroom({ store: ':memory:', scope: 'prefix' });
      const client = wrap(make({ url }), headroom);
      const body = requestOf(sample, true);
      const messages: Json[] = body[listIn(body)];
      for (let turn = 0; turn <= TURNS; turn += 1) {
        if (isStream) for await (const _ of stream(client, { body }));
        else {
          const response = JSON.parse(JSON.stringify(await plain(client, { body }))) as Json;
          expect(protocol.heard(response).usage).toMatchObject({ input: 100 * (turn + 1), output: 10 * (turn + 1) });
        }
        if (turn < TURNS)
          messages.push(...saidAndRefused(sample, protocol.response(turnOf(turn), turn + 1), said(turn)));
      }
      checkPrefix(protocol, requests);
      expect(requests.at(-1)!.body.toString()).toContain('left out: headroom_retrieve');
      const { tokensBefore, tokensAfter } = headroom.stats();
      expect(tokensAfter).toBeLessThan(tokensBefore / 2);
    }),
  );
});
