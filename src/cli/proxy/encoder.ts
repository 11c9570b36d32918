import type { Embedder } from '../../headroom/index.js';
import type { TextEmbedder } from '../../local-models/index.js';

/** The sentence encoder in a folder. It is loaded when it is first asked, once: a failure is told each time. */
export function encoderAt(folder: string): Embedder {
  let loading: Promise<TextEmbedder> | undefined;
  const load = async (): Promise<TextEmbedder> => (await import('../../local-models/index.js')).loadEmbedder(folder);
  return { embed: async (texts, options) => (await (loading ??= load())).embed(texts, options) };
}
