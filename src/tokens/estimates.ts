// How many tokens models without a published tokenizer make of a text, as a multiple of o200k_base: data, with its source.

/** An estimate for a family of models. */
export interface Estimate {
  /** So many of its tokens for one of o200k_base. */
  readonly factor: number;
  /** How far off an estimate is on average, as a share of the true count; undefined: nobody has measured it. */
  readonly error: number | undefined;
}

/**
 * Fitted on 2026-11-22 to 50 texts of 3.8 MB: logs, searches, diffs, code, JSON, test output and agents' sessions, nearly all in English. The factor is that with
 * the least mean relative error; nine of ten texts are off by at most 12 % (`claude`, `gemini`) and 18 % (`claudeNewer`), the worst by 18 % (`claude`) and
 * 30 % (the others). Prose in other languages is off by more: Claude takes 1.3 to 2.5 times o200k_base for it, Gemini 0.6 to 1.2 times.
 *
 * Claude: against ctok 1.3.0 by Sander Land, which repeats recorded answers of Anthropic's `count_tokens` (all but one of 962,054 texts). Gemini: against
 * gemini-tokenizer 0.2.0, which has the vocabulary of Gemma 3, as Google's own local tokenizer for Gemini. `scripts/calibrate-estimates.mjs` fits them to any counts.
 */
export const ESTIMATES: Readonly<Record<'claude' | 'claudeNewer' | 'gemini' | 'other', Estimate>> = {
  /** Claude 3 to Opus 4.6. */
  claude: { factor: 1.19, error: 0.057 },
  /** Opus 4.7 and what came after, with a tokenizer that Anthropic says makes about 30 % more of the same text. */
  claudeNewer: { factor: 1.54, error: 0.081 },
  gemini: { factor: 1.22, error: 0.055 },
  other: { factor: 1, error: undefined },
};
