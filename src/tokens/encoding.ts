import { argument, TEXT } from '../errors/index.js';
import { modelInfo } from '../models/index.js';

/** An encoding with a published vocabulary, by which tokens are counted exactly. */
export type EncodingName = 'o200k_base' | 'cl100k_base';

/** How the tokens of a model are counted. */
export interface TokenEncoding {
  /** The encoding by which tokens are counted. */
  readonly encoding: EncodingName;
  /** Whether it is the model's own encoding. If not, a count is an estimate. */
  readonly exact: boolean;
  /** The factor by which a count is multiplied. 1 if it is exact. */
  readonly factor: number;
  /** The relative error of an estimate, which nine of ten texts of agents stay below. 0 if it is exact. */
  readonly error: number;
}

/**
 * How the tokens of a model are counted: its encoding, and how exact the count is.
 *
 * @param model - its name, or the name of an encoding. Default: `o200k_base`.
 * @throws `ConfigurationError` if the model is not a string, or the user's own list of models is wrong.
 *
 * @example
 * ```ts
 * import { encodingOf } from '@headroom/native/tokens';
 *
 * console.log(encodingOf('gpt-5'), encodingOf('claude-sonnet-4-5'));
 * ```
 */
export function encodingOf(model: string = 'o200k_base'): TokenEncoding {
  argument('model', model, TEXT);
  if (model === 'o200k_base' || model === 'cl100k_base') return { encoding: model, exact: true, factor: 1, error: 0 };
  const { encoding, factor, error } = modelInfo(model);
  const exact = encoding !== 'estimate';
  return { encoding: exact ? encoding : 'o200k_base', exact, factor, error };
}
