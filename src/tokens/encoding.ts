import { ConfigurationError } from '../engine/index.js';
import { ESTIMATES, type Estimate } from './estimates.js';

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
  /** How far off it is on average, as a share of the true count: 0 where it is exact, undefined where it is not known. */
  readonly error: number | undefined;
}

const O200K = exactly('o200k_base');
const CL100K = exactly('cl100k_base');

/** The first that a model's name matches is its own. Names may stand behind those of a provider or a router. */
const FAMILIES: readonly (readonly [RegExp, TokenEncoding])[] = [
  [/(^|[/:.])(o200k_base$|(chat)?gpt-(4o|4\.[15]|[5-9]|oss)|o[134](-|$)|codex-mini|computer-use)/, O200K],
  [/(^|[/:.])(cl100k_base$|gpt-(4|3\.?5)|text-embedding-(3|ada-002))/, CL100K],
  [/claude-(instant|v?[123]\b|4([-.][0-6])?-[a-z])|(opus|sonnet|haiku)-4([-.][0-6])?(?![-.]?\d(?!\d))/, estimated(ESTIMATES.claude)],
  [/claude/, estimated(ESTIMATES.claudeNewer)],
  [/gemini|gemma/, estimated(ESTIMATES.gemini)],
];

const OTHER = estimated(ESTIMATES.other);

function exactly(encoding: EncodingName): TokenEncoding {
  return Object.freeze({ encoding, exact: true, factor: 1, error: 0 });
}

function estimated({ factor, error }: Estimate): TokenEncoding {
  return Object.freeze({ encoding: 'o200k_base', exact: false, factor, error });
}

/**
 * How the tokens of a model are counted, by its name or that of an encoding. Without one: as `o200k_base` does.
 *
 * @throws {@link ConfigurationError} where the model is no string.
 */
export function encodingOf(model?: string): TokenEncoding {
  if (model === undefined) return O200K;
  if (typeof model !== 'string') throw new ConfigurationError('`model` is a string', 'model');
  const name = model.toLowerCase();
  return FAMILIES.find(([pattern]) => pattern.test(name))?.[1] ?? OTHER;
}
