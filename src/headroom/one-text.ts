// Compresses one text with the settings and the store of an instance.
import { layered } from '../config/index.js';
import { BYTES } from '../errors/index.js';
import type { ScopedStore } from '../native/index.js';
import { storing } from '../store/index.js';
import { compressTextAsync, MADE, type TextResult } from '../text/index.js';
import { meaningOf } from './meaning.js';
import { settings, type Settings, type TextCall } from './options.js';
import type { OwnStore } from './own-store.js';
import { shortened } from './shorten.js';

/** Compresses `text` with the options of the call, or those of the instance where the call sets none. */
export async function compressOne(
  text: string | Uint8Array,
  call: Pick<TextCall<unknown>, 'engine' | 'hint' | 'signal' | 'shortener' | 'embedder'>,
  own: Settings,
  ownStore: OwnStore,
): Promise<TextResult> {
  const { engine: called, signal, shortener, embedder } = call;
  if (signal?.aborted) throw signal.reason;
  // The caller may write to its bytes as soon as this returns.
  const input = BYTES.fits(text) ? new Uint8Array(text as Uint8Array) : text;
  const { engine } = settings(layered(own, called));
  const originals = await ownStore.open();
  const mayElide = originals && engine.policy === 'oneshot' && !engine.exactOnly && typeof input === 'string';
  const meaning = embedder && mayElide ? await meaningOf(input, engine, call.hint, embedder, signal) : undefined;
  const hint = { ...call.hint, meaning };
  const compress = (store?: ScopedStore): Promise<TextResult> =>
    compressTextAsync(input, engine, hint, { store, signal });
  const result = await storing(originals, compress, (own) => own.withhold());
  return shortener && mayElide ? shortened(MADE, input, result, { shortener, originals, signal }) : result;
}
