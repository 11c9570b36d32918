/** How tokens of a model are counted: exactly, by one of OpenAI's encodings, or as an `estimate` from `o200k_base`. */
export type Encoding = 'o200k_base' | 'cl100k_base' | 'estimate';

/**
 * Dollars for a million tokens, as decimal text, so that sums are exact. Tokens without a price of their own cost as
 * much as `input`.
 */
export interface Prices {
  readonly input: string;
  /** For reads from the prompt cache. */
  readonly cachedRead?: string;
  /** For writes to the prompt cache with the provider's shorter TTL (Anthropic: five minutes; OpenAI: thirty). */
  readonly cacheWrite5m?: string;
  /** For writes to the prompt cache with a TTL of one hour. */
  readonly cacheWrite1h?: string;
  readonly output: string;
}

/** The prices of a model. */
export interface ModelPrices extends Prices {
  /** Prices of a request whose whole prompt, including cached tokens, has more than `above` tokens. */
  readonly long?: Prices & { readonly above: number };
}

/** The properties of a model. */
export interface ModelInfo {
  /** Its name in the registry. */
  readonly id: string;
  /** The maker of the model. Prices are this provider's list prices, not those of a cloud that resells it. */
  readonly provider: string;
  /**
   * How the model was found. `id`: by its id or another of its names. `name`: its id is part of the name that was
   * given. `family`: it is unknown, and the figures are those of the newest known member of its family. `default`: its
   * family is unknown, too, and the figures are defaults.
   */
  readonly match: 'id' | 'name' | 'family' | 'default';
  /** Whether the registry has this model, or one of its family. */
  readonly known: boolean;
  /** Maximum tokens of prompt and answer together. */
  readonly context: number;
  /** Whether `context` is that of the model or its family. If not, it is a default: 128,000. */
  readonly contextKnown: boolean;
  /** Maximum tokens of an answer; undefined if the provider does not state it. */
  readonly maxOutput: number | undefined;
  readonly encoding: Encoding;
  /** The ratio of its tokens to tokens of `o200k_base`. 1 if `encoding` is exact. */
  readonly factor: number;
  /** The relative error of an estimate, which nine of ten texts of agents stay below. 0 if `encoding` is exact. */
  readonly error: number;
  /** Minimum tokens of a prefix that the provider caches; undefined if the provider does not state it. */
  readonly cacheMinimum: number | undefined;
  /**
   * Whether the provider may refuse or drop the model's reasoning after an earlier message has changed. True if that is
   * unknown.
   */
  readonly bindsReasoning: boolean;
  /** The list prices; undefined if they are unknown. Prices are never guessed. */
  readonly prices: ModelPrices | undefined;
  /** The date of the prices, YYYY-MM-DD; undefined if there are none, or the user set them. */
  readonly asOf: string | undefined;
}

/** A model in the list of prices. */
export interface ListedModel {
  readonly id: string;
  readonly provider: string;
  /** Other names of the model. */
  readonly names?: readonly string[];
  readonly context?: number;
  readonly prices: ModelPrices;
  /** The date of the prices, if it differs from that of the list. */
  readonly asOf?: string;
}

/** Properties of all models whose names start with `of`. */
export interface Traits {
  readonly of: string;
  readonly provider?: string;
  readonly context?: number;
  readonly maxOutput?: number;
  readonly cacheMinimum?: number;
  readonly bindsReasoning?: boolean;
  readonly count?: Count;
  /** The newest model of this family with prices. Unknown members of the family are likely to cost the same. */
  readonly newest?: string;
}

/** How tokens are counted. */
export type Count = Pick<ModelInfo, 'encoding' | 'factor' | 'error'>;
