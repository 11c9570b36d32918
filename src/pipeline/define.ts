import { ConfigurationError, FUNCTION, optionsOf, TEXT, type Check, type Checks } from '../errors/index.js';
import type { ContentKind } from '../text/index.js';

/** What is known of a text. */
export interface TextInfo {
  /** What the text is, as `detect` says it. */
  readonly kind: ContentKind;
  /** The tool that answered it, where that is known. */
  readonly tool: string | undefined;
}

/** A compressor of your own. Its functions are pure: the same text always gives the same, so that what a provider has cached stays valid. */
export interface CompressorDefinition {
  /** Its name in reports, and in the header of what it writes: lower-case letters, digits and dashes. */
  name: string;
  /** Whether it has a form for a text. */
  accepts(info: TextInfo): boolean;
  /** The text in fewer tokens; nothing where there is no shorter form. A model reads it that was never told the notation: it should say in words what it is. */
  compress(text: string): string | undefined | PromiseLike<string | undefined>;
  /** The original of what `compress` gave. Each form is read back before it is sent, and dropped where that is not the text, to the last character. */
  expand(text: string): string | PromiseLike<string>;
}

/** A compressor that was checked. */
export type CustomCompressor = Readonly<CompressorDefinition>;

const MAX_NAME_LENGTH = 40;
/** What stands before a text that looks like ours. */
export const VERBATIM = 'verbatim';
/** What a name has to be. */
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
