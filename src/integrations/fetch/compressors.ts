// One compressor for each instance, because a conversation may continue in another client of the same instance.
import type { Headroom } from '../../headroom/index.js';
import { Compressor, Memory } from '../../wire/index.js';
import { LIMITS } from '../limits.js';
import { modeOf } from '../options.js';

const COMPRESSORS = new WeakMap<Headroom, Promise<Compressor>>();

/** Returns the compressor of an instance. Opens its store. */
export function compressorOf(headroom: Headroom): Promise<Compressor> {
  const known = COMPRESSORS.get(headroom);
  if (known) return known;
  const made = compressorFor(headroom);
  COMPRESSORS.set(headroom, made);
  return made;
}

async function compressorFor(headroom: Headroom): Promise<Compressor> {
  // Without a store nothing is elided, so there is nothing to retrieve.
  const memory = await headroom.originals().then(
    () => new Memory(undefined),
    () => undefined,
  );
  return new Compressor(headroom, modeOf(headroom), LIMITS, memory);
}
