// Downloads the files of a model. Each has to have the checksum that the user gives.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../failure.js';
import { withProgress } from '../progress.js';
import { FILES } from './installed.js';

/** Maximum size of a file, in bytes: that of an ONNX model. */
const MAX_BYTES = 2 ** 31;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The checksums that were given as FILE=HEX. @throws {@link Failure} unless each file has one. */
export function checksums(given: readonly string[]): ReadonlyMap<string, string> {
  const sums = new Map(given.map((pair) => [pair.split('=')[0]!, (pair.split('=')[1] ?? '').toLowerCase()]));
  const missing = FILES.find((file) => !/^[0-9a-f]{64}$/.test(sums.get(file) ?? ''));
  if (missing) throw new Failure(`give the checksum of each file: --sha256 ${missing}=…, with 64 hexadecimal digits`);
  return sums;
}

/** Downloads the files of a model from `base` into a folder. */
export async function pull(base: string, sums: ReadonlyMap<string, string>, to: string, quiet: boolean): Promise<void> {
  const url = addressOf(base);
  for (const file of FILES) await download(new URL(file, url), join(to, file), sums.get(file)!, quiet);
}

/** The address of a folder. What is loaded over HTTP could be replaced on its way, but for this machine. */
function addressOf(base: string): URL {
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname))))
    throw new Failure('the address has to start with https://');
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

async function download(url: URL, to: string, sum: string, quiet: boolean): Promise<void> {
  const name = url.pathname.split('/').at(-1)!;
  const response = await fetch(url).catch((error: Error) => {
    throw new Failure(`${name} cannot be downloaded: ${(error.cause as Error | undefined)?.message ?? error.message}`);
  });
  if (!response.ok || !response.body)
    throw new Failure(`${name} cannot be downloaded: the server answered ${response.status}`);
  const total = Number(response.headers.get('content-length')) || 0;
  const hash = createHash('sha256');
  await withProgress(`downloading ${name}`, total, quiet, async (onProgress) => {
    let done = 0;
    const watch = new Transform({
      transform(chunk: Buffer, _, next) {
        done += chunk.length;
        hash.update(chunk);
        onProgress(done);
        next(done > MAX_BYTES ? new Failure(`${name} is larger than ${MAX_BYTES} bytes`) : null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body as never), watch, createWriteStream(to, { mode: 0o600 }));
  });
  if (hash.digest('hex') !== sum)
    throw new Failure(`${name} has another checksum than --sha256 says: the file was not kept`);
}
