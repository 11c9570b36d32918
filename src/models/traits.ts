// Properties that the list of prices lacks, by prefix of the name (in the form of `stem`). The longest prefix that has
// a property applies. As of 2026-11-22.
//
// - Limits: platform.claude.com/docs/en/models, developers.openai.com/api/docs/models,
//   ai.google.dev/gemini-api/docs/models.
// - Cache minimums: the providers' pages on prompt caching. Anthropic's for 5.1 and 5.5 could not be obtained; they are
//   assumed to equal those of the model before.
// - Encodings: tiktoken's table of models. If none is published, `factor` is the ratio to o200k_base with the least
//   mean error over 50 texts of 3.8 MB (logs, searches, diffs, code, JSON, test output, agents' sessions; nearly all in
//   English), fitted by `scripts/calibrate-estimates.mjs` on 2026-11-22, and `error` is the relative error that nine of
//   ten texts stay below. Claude: against ctok 1.3.0 by Sander Land, which replays recorded answers of Anthropic's
//   `count_tokens`. Gemini: against gemini-tokenizer 0.2.0, which has the vocabulary of Gemma 3. The error is larger
//   for prose in other languages: Claude needs 1.3 to 2.5 times the tokens of o200k_base, Gemini 0.6 to 1.2 times.
//   Others: assumed.
// - Bound reasoning: platform.claude.com/docs/en/build-with-claude/preserved-thinking names the models from 5.1 and 5.5
//   on; OpenAI removes reasoning on `prefix_mismatch`. Others are assumed to bind it, too.
import type { Count, ListedModel, Traits } from './model.js';

const O200K: Count = { encoding: 'o200k_base', factor: 1, error: 0 };
const CL100K: Count = { encoding: 'cl100k_base', factor: 1, error: 0 };
const estimate = (factor: number, error: number): Count => ({ encoding: 'estimate', factor, error });
const CLAUDE = estimate(1.19, 0.12);
const CLAUDE_SINCE_4_7 = estimate(1.54, 0.18);
const GEMINI = estimate(1.22, 0.12);
const OTHER = estimate(1.1, 0.25);

/** The largest cache minimum of any provider: a prefix of this many tokens is cached by all of them. */
export const MAX_CACHE_MINIMUM = 4096;

/** The properties of an unknown model. Every model in use has at least this context. */
export const DEFAULT: Required<Pick<Traits, 'context' | 'cacheMinimum' | 'bindsReasoning' | 'count'>> = {
  context: 128_000,
  cacheMinimum: MAX_CACHE_MINIMUM,
  bindsReasoning: true,
  count: estimate(1.2, 0.35),
};

export const TRAITS: readonly Traits[] = [
  { of: 'claude', provider: 'anthropic', context: 200_000, cacheMinimum: 1024, count: CLAUDE },
  { of: 'claude-3', maxOutput: 4096 },
  { of: 'claude-3-haiku', cacheMinimum: 2048 },
  { of: 'claude-3-5', maxOutput: 8192 },
  { of: 'claude-3-5-haiku', cacheMinimum: 2048 },
  { of: 'claude-3-7', maxOutput: 64_000, bindsReasoning: false },
  {
    of: 'claude-opus',
    context: 1_000_000,
    maxOutput: 128_000,
    cacheMinimum: 512,
    count: CLAUDE_SINCE_4_7,
    newest: 'claude-opus-5-5',
  },
  {
    of: 'claude-opus-4',
    context: 200_000,
    maxOutput: 32_000,
    cacheMinimum: 1024,
    bindsReasoning: false,
    count: CLAUDE,
  },
  { of: 'claude-opus-4-5', maxOutput: 64_000, cacheMinimum: 4096 },
  { of: 'claude-opus-4-6', maxOutput: 128_000, cacheMinimum: 4096 },
  { of: 'claude-opus-4-7', maxOutput: 128_000, cacheMinimum: 2048, count: CLAUDE_SINCE_4_7 },
  { of: 'claude-opus-4-8', maxOutput: 128_000, count: CLAUDE_SINCE_4_7 },
  { of: 'claude-sonnet', context: 1_000_000, maxOutput: 128_000, count: CLAUDE_SINCE_4_7, newest: 'claude-sonnet-5-5' },
  { of: 'claude-sonnet-4', context: 200_000, maxOutput: 64_000, bindsReasoning: false, count: CLAUDE },
  {
    of: 'claude-haiku',
    context: 1_000_000,
    maxOutput: 128_000,
    cacheMinimum: 4096,
    count: CLAUDE_SINCE_4_7,
    newest: 'claude-haiku-5-5',
  },
  { of: 'claude-haiku-4', context: 200_000, maxOutput: 64_000, bindsReasoning: false, count: CLAUDE },
  {
    of: 'claude-fable',
    context: 1_000_000,
    maxOutput: 128_000,
    cacheMinimum: 512,
    count: CLAUDE_SINCE_4_7,
    newest: 'claude-fable-5-1',
  },
  { of: 'claude-mythos', context: 1_000_000, maxOutput: 128_000, cacheMinimum: 512, count: CLAUDE_SINCE_4_7 },
  { of: 'gpt', provider: 'openai', cacheMinimum: 1024, count: O200K },
  { of: 'gpt-3-5', context: 16_385, maxOutput: 4096, count: CL100K },
  { of: 'gpt-35', context: 16_385, maxOutput: 4096, count: CL100K },
  { of: 'gpt-4', context: 8192, maxOutput: 8192, count: CL100K },
  { of: 'gpt-4-turbo', context: 128_000, maxOutput: 4096 },
  { of: 'gpt-4-1', context: 1_000_000, maxOutput: 32_768, count: O200K },
  { of: 'gpt-4-5', context: 128_000, maxOutput: 16_384, count: O200K },
  { of: 'gpt-4o', context: 128_000, maxOutput: 16_384 },
  { of: 'chatgpt', provider: 'openai', maxOutput: 16_384, cacheMinimum: 1024, count: O200K },
  { of: 'gpt-5', context: 400_000, maxOutput: 128_000 },
  { of: 'gpt-5-pro', maxOutput: 272_000 },
  { of: 'gpt-5-3', maxOutput: 16_384 },
  { of: 'gpt-5-3-codex', maxOutput: 128_000 },
  { of: 'gpt-6', context: 1_050_000, maxOutput: 128_000 },
  { of: 'gpt-oss', maxOutput: 131_072 },
  ...['o1', 'o3', 'o4', 'codex'].map((of) => ({
    of,
    provider: 'openai',
    context: 200_000,
    maxOutput: 100_000,
    cacheMinimum: 1024,
    count: O200K,
  })),
  ...['text-embedding-3', 'text-embedding-ada-002'].map((of) => ({
    of,
    provider: 'openai',
    context: 8192,
    count: CL100K,
  })),
  { of: 'computer-use', provider: 'openai', count: O200K },
  { of: 'gemma', provider: 'google', count: GEMINI },
  { of: 'o1-mini', maxOutput: 65_536 },
  { of: 'o1-preview', maxOutput: 32_768 },
  { of: 'gemini', provider: 'google', context: 1_048_576, maxOutput: 65_536, cacheMinimum: 4096, count: GEMINI },
  { of: 'gemini-2-0', maxOutput: 8192 },
  { of: 'gemini-2-5', cacheMinimum: 2048 },
  { of: 'nova', provider: 'amazon', cacheMinimum: 1000, count: OTHER },
  ...Object.entries({
    deepseek: 'deepseek',
    grok: 'x-ai',
    kimi: 'moonshotai',
    minimax: 'minimax',
    qwen: 'qwen',
    qwen3: 'qwen',
    glm: 'z-ai',
  }).map(([of, provider]) => ({ of, provider, count: OTHER })),
  ...['mistral', 'ministral', 'magistral', 'codestral', 'devstral'].map((of) => ({
    of,
    provider: 'mistral',
    count: OTHER,
  })),
];

/**
 * Models that the list of prices does not have yet. Sonnet 5.5 and Haiku 5.5: Anthropic's model and price pages, with
 * the price for cached reads of Sonnet 5.5 since 2026-10-07.
 */
export const UNLISTED: readonly ListedModel[] = [
  {
    id: 'claude-sonnet-5-5',
    provider: 'anthropic',
    asOf: '2026-11-22',
    context: 1_000_000,
    prices: { input: '2', cachedRead: '0.1', cacheWrite5m: '2.5', cacheWrite1h: '4', output: '10' },
  },
  {
    id: 'claude-haiku-5-5',
    provider: 'anthropic',
    asOf: '2026-11-22',
    context: 1_000_000,
    prices: {
      input: '0.1',
      cachedRead: '0.01',
      cacheWrite5m: '0.125',
      cacheWrite1h: '0.2',
      output: '0.5',
      long: {
        above: 100_000,
        input: '0.5',
        cachedRead: '0.05',
        cacheWrite5m: '0.625',
        cacheWrite1h: '1',
        output: '2.5',
      },
    },
  },
];
