// Content encodings (RFC 9110, section 8.4). Decoded bytes may be a thousand times as many as encoded ones.
import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

type Decode = (bytes: Buffer, limit: number) => Promise<Buffer>;
type Packed = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

/** Node has zstd from 22.15 on. Older versions pass a body in zstd through. */
const { zstdDecompress } = zlib as typeof zlib & { zstdDecompress?: typeof zlib.brotliDecompress };

const DECODERS: Readonly<Record<string, Decode>> = {
  identity: async (bytes) => bytes,
  gzip: limited(promisify(zlib.gunzip) as Packed),
  'x-gzip': limited(promisify(zlib.gunzip) as Packed),
  deflate: limited(promisify(zlib.inflate) as Packed),
  br: limited(promisify(zlib.brotliDecompress) as Packed),
  ...(zstdDecompress && { zstd: limited(promisify(zstdDecompress) as Packed) }),
};

/** The maximum number of nested encodings. Real bodies have one. */
const MAX_ENCODINGS = 4;

/** Decodes a body. Undefined if its content encoding is unknown or broken, or if it gets longer than `limit` bytes. */
export async function decoded(bytes: Buffer, encoding: string | undefined, limit: number): Promise<Buffer | undefined> {
  const names = (encoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
  if (names.length > MAX_ENCODINGS) return undefined;
  let plain = bytes;
  for (const name of names.reverse()) {
    const decode = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
    if (!decode) return undefined;
    try {
      plain = await decode(plain, limit);
    } catch {
      return undefined;
    }
  }
  return plain.length > limit ? undefined : plain;
}

function limited(unpack: Packed): Decode {
  return (bytes, limit) => unpack(bytes, { maxOutputLength: limit });
}

/** A stream that decodes a content encoding. Undefined if the encoding is unknown or there is none. */
export function decoderOf(encoding: string | undefined): Transform | undefined {
  const name = encoding?.trim().toLowerCase();
  if (name === 'gzip' || name === 'x-gzip') return zlib.createGunzip();
  if (name === 'deflate') return zlib.createInflate();
  return name === 'br' ? zlib.createBrotliDecompress() : undefined;
}
