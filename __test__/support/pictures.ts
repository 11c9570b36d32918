// Pictures for tests.
import { deflateSync } from 'node:zlib';

/** CRC-32 of the PNG specification. */
function crc(bytes: Uint8Array): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG in shades of grey. */
export function png(width: number, height: number, shade: (x: number, y: number) => number): Uint8Array {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = shade(x, y);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([signature, ...chunks]));
}

/** A picture with smooth shades and a little noise, as a camera gives, in base64. `seed` tells pictures apart. */
export function photoData(seed: number, width = 1600, height = 1200): string {
  const noise = (x: number, y: number): number => (x * 7919 + y * 104_729 + seed * 31) % 7;
  return base64(png(width, height, (x, y) => ((x * 180) / width + (y * 60) / height + noise(x, y)) | 0));
}

/** A picture with glyph-like strokes to its edges, in base64. `seed` tells pictures apart. */
export function textData(seed: number = 0): string {
  return base64(png(900, 700, (x, y) => (y % 16 < 10 && (x * 31 + y * 17 + seed) % 5 === 0 ? 0 : 255)));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** A JPEG of 24 × 16 pixels in CMYK, as print shops write it. */
export const CMYK = [
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAbEhQXFBEbFxYXHhwbIChCKyglJShROj0wQmBVZWRfVV1baniZgWpxkHNbXYW1hpCeo6ut',
  'q2eAvMm6pseZqKuk/8AAFAgAEAAYBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAFBv/EABQQAQAAAAAAAAAAAAAA',
  'AAAAAAD/2gAOBEMATQBZAEsAAD8A0aSutMAAAAAAD//Z',
].join('');
