// Compresses one text with the settings and the store of an instance.
import { layered } from '../config/index.js';
import { BYTES } from '../errors/index.js';
import type { ScopedStore } from '../native/index.js';
import { storing } from '../store/index.js';
import { compressTextAsync, type TextResult } from '../text/index.js';
import { settings, type Settings, type TextCall } from './options.js';
import type { OwnStore } from './own-store.js';

/** Compresses `text` with the options of the call, or those of the instance where the call sets none. */
export async function compressOne(
  text: string | Uint8Array,
  { engine: called, hint, signal }: Pick<TextCall<unknown>, 'engine' | 'hint' | 'signal'>,
  own: Settings,
  ownStore: OwnStore,
): Promise<TextResult> {
  if (signal?.aborted) throw signal.reason;
  // The caller may write to its bytes as soon as this returns.
  const input = BYTES.fits(text) ? new Uint8Array(text as Uint8Array) : text;
  const { engine } = settings(layered(own, called));
  const compress = (store?: ScopedStore): Promise<TextResult> =>
    compressTextAsync(input, engine, hint, { store, signal });
  return storing(await ownStore.open(), compress, (result) => result.withhold());
}
