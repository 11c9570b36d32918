// One compressor for each instance, whatever sends its requests: a conversation may go on in another client.
import type { Headroom } from '../../headroom/index.js';
import { Compressor, Memory } from '../../wire/index.js';
import { LIMITS } from '../limits.js';
import { modeOf } from '../options.js';

const COMPRESSORS = new WeakMap<Headroom, Promise<Compressor>>();

/** The compressor of an instance. Opens its store. */
export function compressorOf(headroom: Headroom): Promise<Compressor> {
  const known = COMPRESSORS.get(headroom);
  if (known) return known;
  const made = compressorFor(headroom);
  COMPRESSORS.set(headroom, made);
  return made;
}

async function compressorFor(headroom: Headroom): Promise<Compressor> {
  // Without a store nothing is elided, so that there is nothing to retrieve.
  const memory = await headroom.originals().then(
    () => new Memory(undefined),
    () => undefined,
  );
  return new Compressor(headroom, modeOf(headroom), LIMITS, memory);
}
