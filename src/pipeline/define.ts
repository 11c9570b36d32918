import { ConfigurationError, FUNCTION, optionsOf, TEXT, type Check, type Checks } from '../errors/index.js';
import type { ContentKind } from '../text/index.js';

/** The facts about a text. */
export interface TextInfo {
  /** The kind of the text, as `detect` returns it. */
  readonly kind: ContentKind;
  /** The tool that returned it, if known. */
  readonly tool: string | undefined;
}

/**
 * A custom compressor. Its functions must be pure: the same text always gives the same result, so that the provider's
 * prompt cache stays valid.
 */
export interface CompressorDefinition {
  /** Its name in reports and in the header of its output: lower-case letters, digits and dashes. */
  name: string;
  /** True if it may have a form for a text. */
  accepts(info: TextInfo): boolean;
  /**
   * Returns the text in fewer tokens, or nothing if there is no shorter form. The model does not know the notation,
   * so the form should explain itself in words.
   */
  compress(text: string): string | undefined | PromiseLike<string | undefined>;
  /**
   * Returns the original of a form. Each form is expanded before it is sent, and dropped unless that gives exactly
   * the text.
   */
  expand(text: string): string | PromiseLike<string>;
}

/** A compressor whose definition was checked. */
export type CustomCompressor = Readonly<CompressorDefinition>;

const MAX_NAME_LENGTH = 40;
/** The escape in front of a text that looks like one of our forms. */
export const VERBATIM = 'verbatim';
/** The pattern of names. */
export const NAME: Check = {
  wanted: `a name of at most ${MAX_NAME_LENGTH} lower-case letters, digits and dashes, other than \`${VERBATIM}\``,
  fits: (value) =>
    TEXT.fits(value) &&
    (value as string).length <= MAX_NAME_LENGTH &&
    /^[a-z][a-z0-9-]*$/.test(value as string) &&
    value !== VERBATIM,
};
const CHECKS: Checks<CompressorDefinition> = { name: NAME, accepts: FUNCTION, compress: FUNCTION, expand: FUNCTION };

/**
 * Checks the definition of a compressor for a {@link TransformPipeline}.
 *
 * @throws `ConfigurationError` for a missing or unknown field, or a value of the wrong type.
 *
 * @example
 * ```ts
 * import { defineCompressor } from '@headroom/native/pipeline';
 *
 * const hex = defineCompressor({
 *   name: 'upper-hex',
 *   accepts: ({ tool }) => tool === 'dump',
 *   compress: (text) => (/^[0-9A-F]+$/.test(text) ? Buffer.from(text, 'hex').toString('base64') : undefined),
 *   expand: (text) => Buffer.from(text, 'base64').toString('hex').toUpperCase(),
 * });
 * console.log(hex.name); // upper-hex
 * ```
 */
export function defineCompressor(definition: CompressorDefinition): CustomCompressor {
  const own = optionsOf(definition, CHECKS);
  for (const name of Object.keys(CHECKS) as (keyof CompressorDefinition)[])
    if (own[name] === undefined) throw new ConfigurationError(`option \`${name}\` is required`, name);
  return Object.freeze(own);
}
