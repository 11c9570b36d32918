// Frames of WebSockets, however the network cuts them.
import { expect, it } from 'vitest';
import { FrameReader, textFrame, withText, type Piece } from '../../dist/src/proxy/websocket/frames.js';
import { forAll, type Random } from '../support/random.js';

const LIMIT = 200;
const LENGTHS = [0, 1, 5, 125, 126, 127, LIMIT, LIMIT + 1, 70_000];
/** FIN with text, binary, a close, a ping and a pong; the parts of a message; a compressed text; an unknown opcode. */
const FIRST_BYTES = [0x81, 0x82, 0x88, 0x89, 0x8a, 0x01, 0x00, 0x80, 0xc1, 0x8f];
const TEXT = Buffer.from('é"\\ok'.repeat(20_000), 'latin1');

interface Frame {
  readonly bytes: Buffer;
  /** The text, if it is read. */
  readonly text: string | undefined;
}

function frameOf(random: Random): Frame {
  const first = random.pick(FIRST_BYTES);
  const payload = TEXT.subarray(0, random.pick(LENGTHS));
  const mask = random.onceIn(2) ? Buffer.from(random.many(4, () => random.below(256))) : undefined;
  const [short, more] = lengthOf(payload.length);
  const masked = mask ? payload.map((byte, at) => byte ^ mask[at % 4]!) : payload;
  const head = Buffer.from([first, short | (mask ? 0x80 : 0)]);
  const isRead = first === 0x81 && payload.length <= LIMIT;
  return {
    bytes: Buffer.concat([head, more, mask ?? Buffer.alloc(0), masked]),
    text: isRead ? payload.toString('latin1') : undefined,
  };
}

function lengthOf(length: number): [short: number, more: Buffer] {
  const more = Buffer.alloc(8);
  more.writeBigUInt64BE(BigInt(length));
  if (length < 126) return [length, Buffer.alloc(0)];
  return length < 2 ** 16 ? [126, more.subarray(6)] : [127, more];
}

/** The pieces of a stream that arrives in chunks of random lengths. */
function* cut(bytes: Buffer, random: Random, reader: FrameReader): Generator<Piece> {
  const longest = random.pick([1, 3, 50, 5000, 200_000]);
  for (let at = 0; at < bytes.length; ) {
    const length = Math.min(1 + random.below(longest), bytes.length - at);
    yield* reader.push(bytes.subarray(at, (at += length)));
  }
}

it('all bytes of a stream come out in order, and each whole text is read', () =>
  forAll((random) => {
    const frames = random.many(1 + random.below(6), () => frameOf(random));
    const bytes = Buffer.concat(frames.map((frame) => frame.bytes));
    const pieces = [...cut(bytes, random, new FrameReader(LIMIT))];
    expect(Buffer.concat(pieces.map((piece) => piece.bytes)).equals(bytes)).toBe(true);
    const read = pieces.flatMap(({ text }) => (text ? [text.toString('latin1')] : []));
    expect(read).toEqual(frames.flatMap(({ text }) => (text === undefined ? [] : [text])));
  }, 100));

it('a frame of stated length without end is passed on as it arrives', () => {
  const reader = new FrameReader(LIMIT);
  const head = Buffer.from([0x81, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
  expect([...reader.push(head)].map(({ bytes }) => bytes.length)).toEqual([10]);
  for (const length of [1, 5000]) expect([...reader.push(Buffer.alloc(length))]).toHaveLength(1);
  expect(reader.isBetween).toBe(false);
});

it('a message may only follow a whole message', () => {
  const reader = new FrameReader(LIMIT);
  const isBetween = (...bytes: number[]): boolean =>
    [...reader.push(Buffer.from(bytes))].length >= 0 && reader.isBetween;
  expect(isBetween(0x81, 1, 0x61)).toBe(true);
  expect(isBetween(0x81)).toBe(false);
  expect(isBetween(1, 0x61)).toBe(true);
  expect(isBetween(0x01, 1, 0x61)).toBe(false);
  expect(isBetween(0x89, 0)).toBe(false);
  expect(isBetween(0x80, 0)).toBe(true);
});

it('a text in a frame can be replaced, whatever its length', () => {
  const masked = Buffer.from([0x81, 0x81, 1, 2, 3, 4, 0x60]);
  for (const length of LENGTHS) {
    const text = Buffer.alloc(length, 'é');
    const frames = [withText(masked, text), textFrame(text)];
    expect(frames.map((frame) => (frame[1]! & 0x80) !== 0)).toEqual([true, false]);
    const pieces = [...new FrameReader(length).push(Buffer.concat(frames))];
    expect(pieces.map((piece) => piece.text?.equals(text))).toEqual([true, true]);
  }
});
