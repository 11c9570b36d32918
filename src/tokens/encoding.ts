import { argument, TEXT } from '../errors/index.js';
import { modelInfo } from '../models/index.js';

/** An encoding whose vocabulary is published: its tokens are counted exactly. */
export type EncodingName = 'o200k_base' | 'cl100k_base';

/** How the tokens of a model are counted. */
export interface TokenEncoding {
  /** The encoding that is counted by. */
  readonly encoding: EncodingName;
  /** Whether it is that of the model. Else a count is an estimate. */
  readonly exact: boolean;
  /** What a count is multiplied by: 1 where it is exact. */
  readonly factor: number;
  /** How far off it may be, as a share of the true count: nine of ten texts of agents stay below it. 0 where it is exact. */
  readonly error: number;
}

/**
 * How the tokens of a model are counted, by its name or that of an encoding. Without one: as `o200k_base` does.
 *
 * @throws {@link ConfigurationError} where the model is no string, or the user's own list of models is wrong.
 */
export function encodingOf(model: string = 'o200k_base'): TokenEncoding {
  argument('model', model, TEXT);
  if (model === 'o200k_base' || model === 'cl100k_base') return { encoding: model, exact: true, factor: 1, error: 0 };
  const { encoding, factor, error } = modelInfo(model);
  const exact = encoding !== 'estimate';
  return { encoding: exact ? encoding : 'o200k_base', exact, factor, error };
}
