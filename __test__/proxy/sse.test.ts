// Events cut out of a stream.
import { expect, it } from 'vitest';
import { SseReader } from '../../dist/src/wire/sse.js';
import { forAll } from '../support/random.js';

function read(chunks: Iterable<Buffer>): { raw: string; data: (string | undefined)[] } {
  const reader = new SseReader();
  const events = [...chunks].flatMap((chunk) => [...reader.push(chunk)].map(({ raw, data }) => [raw, data] as const));
  return {
    raw: Buffer.concat([...events.map(([raw]) => raw), reader.rest()]).toString('latin1'),
    data: events.map(([, data]) => data),
  };
}

it('events and bytes are the same wherever a stream is cut into chunks', () =>
  forAll((random) => {
    const newline = random.pick(['\n', '\r\n', '\r']);
    const lines = random.many(12, () =>
      random.pick(['data: {"a":1}', 'data:x', 'event: e', ': note', '', 'data: é😀', 'id: 1', 'data']),
    );
    const stream = Buffer.from(`${lines.join(newline)}${newline}${newline}`);
    const cuts = random.many(6, () => random.below(stream.length + 1)).sort((a, b) => a - b);
    const ends = [...cuts, stream.length];
    const inPieces = read(ends.map((end, at) => stream.subarray(ends[at - 1] ?? 0, end)));
    const byteByByte = read(Array.from(stream, (_, at) => stream.subarray(at, at + 1)));
    const whole = read([stream]);
    expect(inPieces).toEqual(whole);
    expect(byteByByte).toEqual(whole);
    expect(whole.raw).toBe(stream.toString('latin1'));
  }, 300));

it('several data lines form one text', () => {
  expect(read([Buffer.from('data: a\ndata:b\ndata:  c\n\n')]).data).toEqual(['a\nb\n c']);
});
