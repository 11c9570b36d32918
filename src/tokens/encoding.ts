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
