// What goes through the proxy: the same bytes, but for texts that were made smaller.
import { expand } from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { forAll } from '../support/random.js';
import { ROWS, SAMPLES } from './samples.js';
import { get, json, post, says, withProxy } from './support.js';

const OK = says('{"ok":true}');

describe.each(SAMPLES)('$name', ({ path, request, resultIn, route }) => {
  it('a large tool result is compressed, and nothing else changes', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const given = request(ROWS);
      const reply = await post(proxy.url + path, JSON.stringify(given));
      expect(reply).toMatchObject({ status: 200, isWhole: true });
      expect(reply.body.toString()).toBe('{"ok":true}');
      const sent = JSON.parse(requests[0]!.body.toString());
      expect(resultIn(sent).length).toBeLessThan(ROWS.length / 2);
      expect(await expand(resultIn(sent))).toBe(ROWS);
      expect(JSON.stringify(request(resultIn(sent)))).toBe(requests[0]!.body.toString());
      expect(reply.headers['x-headroom-compressed']).toBe('true');
      expect(Number(reply.headers['x-headroom-tokens-saved'])).toBeGreaterThan(500);
      const stats = await json(get(`${proxy.url}/stats`));
      expect(stats.by_route[route]).toMatchObject({
        requests: 1,
        saved: Number(reply.headers['x-headroom-tokens-saved']),
      });
    }));

  it('a body without changes is sent byte for byte, in any layout of its JSON', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const bodies = [
        JSON.stringify(request('short'), null, 3),
        JSON.stringify(request('short')).replace(
          '{',
          '{ "n": [1.0, 1e2, 12345678901234567890, -0], "n": 1,\r\n "\\u0065": "\\ud800é", ',
        ),
        '{"messages": [',
        'no JSON at all',
        '[]',
        '',
      ];
      for (const body of bodies) await post(proxy.url + path, body);
      expect(requests.map(({ body }) => body.toString())).toEqual(bodies);
    }));

  it('a turn that was sent once is sent again byte for byte', () =>
    withProxy(OK, async (proxy, { requests }) => {
      const first = request(ROWS);
      await post(proxy.url + path, JSON.stringify(first));
      const list = ['messages', 'input', 'contents'].find((name) => name in first)!;
      const next = { ...first, [list]: [...first[list], first[list].find((each: any) => each.role === 'user')] };
      await post(proxy.url + path, JSON.stringify(next));
      const [one, two] = requests.map(({ body }) => JSON.parse(body.toString())[list]);
      expect(two.slice(0, one.length)).toEqual(one);
      expect(resultIn(JSON.parse(requests[0]!.body.toString())).length).toBeLessThan(ROWS.length / 2);
    }));
});

it('unknown fields at random places survive byte for byte', () =>
  withProxy(OK, async (proxy, { requests }) =>
    forAll(async (random, seed) => {
      const sample = random.pick(SAMPLES);
      const plain = JSON.stringify(sample.request(ROWS));
      const places = [...plain.matchAll(/\{(?=")/g)].map(({ index }) => index + 1);
      // From the last to the first, so that the others stay where they are.
      const text = random
        .many(5, () => random.pick(places))
        .sort((a, b) => b - a)
        .reduce(
          (all, place, at) =>
            `${all.slice(0, place)}"x_${seed}_${at}":{"deep":[1.50,null,"\\u00e9"]},${all.slice(place)}`,
          plain,
        );
      await post(proxy.url + sample.path, text);
      const sent = requests.at(-1)!.body.toString();
      const result = JSON.stringify(sample.resultIn(JSON.parse(sent)));
      expect(sent.replace(result, () => JSON.stringify(ROWS))).toBe(text);
    }, 100),
  ));
