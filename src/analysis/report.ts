import { argument, oneOf, optionsOf, TEXT, type Check, type Checks } from '../errors/index.js';
import { CompressResult, MESSAGES } from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { analysisOf, type Analysis } from './analysis.js';
import { markdownOf } from './markdown.js';
import { pageOf } from './page.js';
import { explained, pairsOf, type Explained } from './pairs.js';

/** Options of a report. */
export interface ReportOptions {
  /**
   * `markdown`: the figures. `html`: one page with the figures and every text before and after. Default: `markdown`.
   */
  format?: 'markdown' | 'html';
  /** The heading of the report. */
  title?: string;
}

const CHECKS: Checks<ReportOptions> = { format: oneOf('markdown', 'html'), title: TEXT };
const RESULT: Check = {
  wanted: 'the result of `compress` or `simulate`',
  fits: (value) => value instanceof CompressResult,
};

/**
 * Analyses a compressed conversation: which texts it consists of, how many tokens were saved in which, and how much of
 * it is redundant.
 *
 * @param result - the result of `compress` or `simulate` for these messages.
 * @throws `ConfigurationError` if `result` is anything else.
 *
 * @example
 * ```ts
 * import { compress } from '@headroom/native';
 * import { analyze } from '@headroom/native/analysis';
 *
 * const { kinds } = analyze(messages, await compress(messages));
 * console.log(kinds);
 * ```
 */
export function analyze(messages: readonly Message[], result: CompressResult): Analysis {
  return analysisOf(textsOf(messages, result), result);
}

/**
 * As {@link analyze}, for people: Markdown, or one page of HTML that loads nothing.
 *
 * @throws `ConfigurationError` for another format.
 *
 * @example
 * ```ts
 * import { compress } from '@headroom/native';
 * import { report } from '@headroom/native/analysis';
 *
 * console.log(report(messages, await compress(messages), { format: 'markdown' }));
 * ```
 */
export function report(messages: readonly Message[], result: CompressResult, options?: ReportOptions): string {
  const { format = 'markdown', title = 'Compression report' } = optionsOf(options, CHECKS);
  const texts = textsOf(messages, result);
  const analysis = analysisOf(texts, result);
  return format === 'html' ? pageOf(title, texts, analysis) : markdownOf(title, analysis);
}

function textsOf(messages: readonly Message[], result: CompressResult): Explained[] {
  argument('messages', messages, MESSAGES);
  argument('result', result, RESULT);
  return explained(pairsOf(messages, result.messages), result.blocks);
}
