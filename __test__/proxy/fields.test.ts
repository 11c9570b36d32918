// Fields of a JSON object, found without reading it.
import { describe, expect, it } from 'vitest';
import { elementsIn, fieldsIn, withLast } from '../../dist/src/wire/fields.js';
import { forAll, type Random } from '../support/random.js';

const bytes = (text: string): Buffer => Buffer.from(text);
const at = (source: Buffer, { start, end }: { start: number; end: number }): unknown =>
  JSON.parse(source.toString('utf8', start, end));

/** Any JSON value, with what is hard to step over. */
function value(random: Random, depth: number): unknown {
  const kind = random.below(depth > 0 ? 7 : 5);
  if (kind === 0) return random.pick(['', '"', '\\', '\\"', '{[', ']}', 'é😀', '\u0000\n', ',:"x":1,']);
  if (kind === 1) return random.pick([0, -1.5, 1e21, 123456789012345]);
  if (kind < 5) return random.pick([true, false, null]);
  const length = random.below(4);
  if (kind === 5) return random.many(length, () => value(random, depth - 1));
  return object(random, depth - 1, length);
}

function object(random: Random, depth: number, length: number): Record<string, unknown> {
  return Object.fromEntries(
    random.many(length, (n) => [`${random.pick(['a', '"', '\\', 'ü'])}${n}`, value(random, depth)]),
  );
}

describe('fieldsIn', () => {
  it('finds the same values as JSON.parse, in every layout', () =>
    forAll((random) => {
      const whole = object(random, 4, random.below(6));
      const source = bytes(JSON.stringify(whole, null, random.pick(['', ' ', '\t', '\r\n '])));
      const fields = fieldsIn(source)!;
      expect(Object.fromEntries([...fields].map(([name, span]) => [name, at(source, span)]))).toEqual(whole);
      for (const span of fields.values()) {
        const list = at(source, span);
        const elements = [...elementsIn(source, span)].map((element) => at(source, element));
        expect(elements).toEqual(Array.isArray(list) ? list : []);
      }
    }, 300));

  it('uses the last of several fields with one name, as JSON.parse does', () => {
    const source = bytes('{"a":1,"\\u0061":[2], "b":3}');
    expect([...fieldsIn(source)!].map(([name, span]) => [name, at(source, span)])).toEqual([
      ['a', [2]],
      ['b', 3],
    ]);
  });

  it.each([
    '',
    ' ',
    '[]',
    '1',
    '"{}"',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '{"a" 1}',
    '{a:1}',
    '{"a":"',
    '{"a":"\\',
    '{"\\x":1}',
    '\ufeff{}',
  ])('ends with something or nothing for %j', (text) => {
    expect(() => fieldsIn(bytes(text))).not.toThrow();
    expect(fieldsIn(bytes(text))?.size ?? 0).toBeLessThan(2);
  });

  it('ends for a body that is cut off anywhere', () => {
    const source = bytes(
      JSON.stringify({ messages: [{ role: 'user', content: 'a "quoted" \\ text' }], tools: [[], {}, 1] }),
    );
    for (let end = 0; end < source.length; end += 1) expect(() => fieldsIn(source.subarray(0, end))).not.toThrow();
  });

  it('reads deeply nested values', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"b":1}`;
    expect([...fieldsIn(bytes(deep))!.keys()]).toEqual(['a', 'b']);
  });
});

describe('withLast', () => {
  it.each(['[]', '[ ]', '[1]', '[ 1 , "]" ]\n', '[[1],{"a":[]}]'])('adds values to %s', (list) => {
    const source = bytes(`{"x":${list.trimEnd()},"y":2}`);
    const longer = withLast(source, fieldsIn(source)!.get('x')!, [{ z: 'ü' }, 5]);
    expect(JSON.parse(longer.toString())).toEqual({ x: [...JSON.parse(list), { z: 'ü' }, 5], y: 2 });
  });
});
