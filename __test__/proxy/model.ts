// A model behind the proxy that says the same each time, and what becomes of a request to it.
import { expand } from '@headroom/native';
import { expect } from 'vitest';
import type { ProxyServer } from '../../dist/src/proxy/index.js';
import type { Protocol, Turn } from '../support/protocols/index.js';
import { GEMINI, ROWS, type Sample } from './samples.js';
import { withProxy, type Provider } from './support.js';

const TURN: Turn = { say: 'Node 3 is.', calls: [{ id: 'c1', name: 'fetch', input: { url: 'http://node-3' } }] };

/** A stream that stalls has this number of events, of which one has text in every protocol. */
const STALLED_AT = 5;

/** A model that says the same each time, streamed where that is asked for. */
export function model<T>(
  protocol: Protocol,
  work: (proxy: ProxyServer, provider: Provider) => Promise<T>,
  stall = false,
): Promise<T> {
  return withProxy(({ url, body }, response) => {
    const isStream = url.includes('stream') || JSON.parse(body.toString()).stream === true;
    if (!isStream) {
      response.writeHead(200, { 'content-type': 'application/json', 'request-id': 'req_7' });
      response.end(JSON.stringify(protocol.response(TURN, 1)));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const events = protocol.events(TURN, 1).map((event) => `data: ${JSON.stringify(event)}\n\n`);
    const named = protocol.events(TURN, 1).map(({ type }) => (type ? `event: ${type}\n` : ''));
    for (const [at, event] of events.entries()) if (!stall || at < STALLED_AT) response.write(named[at]! + event);
    if (!stall) response.end(protocol.end ? `data: ${protocol.end}\n\n` : '');
  }, work);
}

/** What the provider got: the tool result, smaller, from which the original comes back. */
export async function checkSaved(sample: Sample, { requests }: Provider, proxy: ProxyServer): Promise<void> {
  const result = sample.resultIn(JSON.parse(requests.at(-1)!.body.toString()));
  expect(result.length).toBeLessThan(ROWS.length / 2);
  expect(await expand(result)).toBe(ROWS);
  await proxy.close();
  // Gemini counts thoughts beside what it wrote.
  const output = sample === GEMINI ? 12 : 10;
  expect(proxy.stats().byRoute[sample.route]).toMatchObject({ compressed: 1, output });
  // The model is known, and so is what it costs.
  expect(proxy.stats().totals).toMatchObject({ priced: 1, unpriced: 0, incomplete: 0 });
  expect(proxy.stats().totals.saved).toBeGreaterThan(0);
}
