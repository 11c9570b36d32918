import { argument, OBJECT, oneOf, optionsOf, TEXT, type Check, type Checks } from '../errors/index.js';
import { native } from '../native/index.js';
import { call } from '../text/index.js';

/** A picture in a request. */
export interface ImageTokensOptions {
  /** The width in pixels. */
  width: number;
  /** The height in pixels. */
  height: number;
  /** How closely the model looks, as the request says. Default: `auto`. */
  detail?: 'auto' | 'low' | 'high';
  /** The name of the model. Default: counted as Claude Sonnet 4 counts. */
  model?: string;
}

const PIXELS: Check = {
  wanted: 'a whole number from 1 to 1,000,000',
  fits: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 1e6,
};
const CHECKS: Checks<ImageTokensOptions> = {
  width: PIXELS,
  height: PIXELS,
  detail: oneOf('auto', 'low', 'high'),
  model: TEXT,
};

/**
 * The tokens that a picture costs, by the formula that the provider of the model publishes.
 *
 * @throws `ConfigurationError` for a missing size, or an option of the wrong type.
 *
 * @example
 * ```ts
 * import { imageTokens } from '@headroom/native/images';
 *
 * console.log(imageTokens({ width: 1024, height: 1024, model: 'gpt-4o' })); // 765
 * console.log(imageTokens({ width: 1024, height: 1024, model: 'gpt-4o', detail: 'low' })); // 85
 * ```
 */
export function imageTokens(options: ImageTokensOptions): number {
  argument('options', options, OBJECT);
  const { width, height, detail = 'auto', model = '' } = optionsOf(options, CHECKS);
  argument('width', width, PIXELS);
  argument('height', height, PIXELS);
  return call(() => native.imageTokens(width, height, detail, model));
}
