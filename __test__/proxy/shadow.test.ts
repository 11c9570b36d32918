// A sample of conversations is sent as it is, so that the saving is measured and not estimated.
import { expect, it } from 'vitest';
import { ANTHROPIC, ROWS, unzipped } from './samples.js';
import { get, json, JSON_TYPE, post, startAt, withProvider, type Received } from './support.js';

/** Charges a token for four bytes. */
const charge = ({ body }: Received, response: any): void => {
  const usage = { input_tokens: Math.round(body.length / 4), output_tokens: 1 };
  response.writeHead(200, JSON_TYPE).end(JSON.stringify({ usage }));
};

function conversation(at: number): string {
  const request = ANTHROPIC.request(ROWS);
  request['messages'][0].content = `Question ${at}, which is ${'x'.repeat((at * 37) % 500)}`;
  return JSON.stringify(request);
}

it('each proxy chooses the same conversations, and sends all their requests unchanged', () =>
  withProvider(charge, async (provider) => {
    const chosen: boolean[][] = [];
    for (let run = 0; run < 2; run += 1) {
      const proxy = await startAt(provider.url, { shadow: 0.3 });
      const untouched: boolean[] = [];
      for (let at = 0; at < 40; at += 1) {
        const body = conversation(at);
        for (let again = 0; again < 2; again += 1) await post(proxy.url + ANTHROPIC.path, body);
        const [first, second] = provider.requests.slice(-2).map((request) => request.body);
        expect(first!.equals(second!)).toBe(true);
        untouched.push(first!.toString() === body);
        if (!untouched.at(-1)) expect(unzipped(first!).messages.at(-1).content[0].content).not.toBe(ROWS);
      }
      chosen.push(untouched);
      const { skipped, totals } = proxy.stats();
      expect(skipped['shadow']).toBe(2 * untouched.filter(Boolean).length);
      expect(totals.compressed).toBe(2 * untouched.filter((is) => !is).length);
      await proxy.close();
    }
    expect(chosen[0]).toEqual(chosen[1]);
    const share = chosen[0]!.filter(Boolean).length / 40;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.5);
  }));

it('/stats has the measured saving with a confidence interval', () =>
  withProvider(charge, async (provider) => {
    const proxy = await startAt(provider.url, { shadow: 0.5 });
    const before = await json(get(`${proxy.url}/stats`));
    expect(before.shadow).toEqual({ conversations: { compressed: 0, shadow: 0 } });
    for (let at = 0; at < 40; at += 1) await post(proxy.url + ANTHROPIC.path, conversation(at));
    const { shadow } = await json(get(`${proxy.url}/stats`));
    expect(shadow.conversations.compressed + shadow.conversations.shadow).toBe(40);
    const [low, high] = shadow.interval;
    expect(low).toBeLessThan(shadow.saving);
    expect(shadow.saving).toBeLessThan(high);
    // All of these conversations are alike: the saving is large, and nearly certain.
    expect(low).toBeGreaterThan(0.4);
    expect(high - low).toBeLessThan(0.2);
    await proxy.close();
  }));

it('the sample may have all conversations, or none', () =>
  withProvider(charge, async (provider) => {
    for (const shadow of [0, 1]) {
      const proxy = await startAt(provider.url, { shadow });
      for (let at = 0; at < 5; at += 1) await post(proxy.url + ANTHROPIC.path, conversation(at));
      expect(proxy.stats().totals.compressed).toBe(shadow === 0 ? 5 : 0);
      await proxy.close();
    }
  }));
