/** How tokens of a model are counted: exactly, in one of OpenAI's encodings; or from those of `o200k_base`. */
export type Encoding = 'o200k_base' | 'cl100k_base' | 'estimate';

/** Dollars for a million tokens, as decimal text: nothing is lost in sums of them. A kind of tokens that has no price of its own costs what `input` does. */
export interface Prices {
  readonly input: string;
  /** What is read from the prompt cache. */
  readonly cachedRead?: string;
  /** What is written to it: for the provider's shorter time (Anthropic: five minutes; OpenAI: thirty). */
  readonly cacheWrite5m?: string;
  /** What is written to it for an hour. */
  readonly cacheWrite1h?: string;
  readonly output: string;
}

/** The prices of a model. */
export interface ModelPrices extends Prices {
  /** Those of a request whose whole prompt has more than `above` tokens, cached ones included. */
  readonly long?: Prices & { readonly above: number };
}

/** What is known of a model. */
export interface ModelInfo {
  /** Its name in the registry. */
  readonly id: string;
  /** Who makes it; prices are this provider's list prices, not those of a cloud that resells it. */
  readonly provider: string;
  /**
   * How it was found: by its `id`, or another name of it; by its id within a longer `name`; by its `family`, so that figures are those of the newest known
   * member; or not at all, so that they are the `default`.
   */
  readonly match: 'id' | 'name' | 'family' | 'default';
  /** Whether the registry has this model, or one of its family. */
  readonly known: boolean;
  /** The most tokens of prompt and answer together. */
  readonly context: number;
  /** The most tokens of an answer; undefined: not stated. */
  readonly maxOutput: number | undefined;
  readonly encoding: Encoding;
  /** Its tokens for each one of `o200k_base` (of `encoding`, where that is exact: 1). */
  readonly factor: number;
  /** How far off such an estimate may be, as a share: nine of ten texts of agents stay below it. Exact: 0. */
  readonly error: number;
  /** The fewest tokens of a prefix that the provider caches; undefined: not stated. */
  readonly cacheMinimum: number | undefined;
  /** undefined: not known, and not guessed. */
  readonly prices: ModelPrices | undefined;
  /** The day whose prices these are: YYYY-MM-DD; undefined: there are none, or the user set them. */
  readonly asOf: string | undefined;
}

/** What a list of prices has of a model. */
export interface ListedModel {
  readonly id: string;
  readonly provider: string;
  /** Other names of it. */
  readonly names?: readonly string[];
  readonly context?: number;
  readonly prices: ModelPrices;
  /** The day whose prices these are, where it is not that of the list. */
  readonly asOf?: string;
}

/** What all models whose names start so have in common. */
export interface Traits {
  readonly of: string;
  readonly provider?: string;
  readonly context?: number;
  readonly maxOutput?: number;
  readonly cacheMinimum?: number;
  readonly count?: Count;
  /** The newest model of this family that has prices, where a member that is not known is likely to cost what it does. */
  readonly newest?: string;
}

/** How tokens are counted. */
export type Count = Pick<ModelInfo, 'encoding' | 'factor' | 'error'>;
