import { ConfigurationError } from '../errors/index.js';
import type { CompressResult } from '../headroom/index.js';
import type { Message } from '../providers/index.js';
import { analysisOf, type Analysis } from './analysis.js';
import { markdownOf } from './markdown.js';
import { pageOf } from './page.js';
import { explained, pairsOf } from './pairs.js';

/** How a report is written. */
export interface ReportOptions {
  /** `markdown`: the figures. `html`: one page with every text before and after, which needs nothing else. Default: `markdown`. */
  format?: 'markdown' | 'html';
  /** Its heading. */
  title?: string;
}

/** What messages consist of, what compressing them saved where, and what of them says nothing. `result`: what `compress` or `simulate` made of them. */
export function analyze(messages: readonly Message[], result: CompressResult): Analysis {
  return analysisOf(explained(pairsOf(messages, result.messages), result.blocks), result);
}

/** The same to be read. @throws {@link ConfigurationError} for another format. */
export function report(messages: readonly Message[], result: CompressResult, { format = 'markdown', title = 'What was compressed' }: ReportOptions = {}): string {
  const texts = explained(pairsOf(messages, result.messages), result.blocks);
  const analysis = analysisOf(texts, result);
  if (format === 'markdown') return markdownOf(title, analysis);
  if (format === 'html') return pageOf(title, texts, analysis);
  throw new ConfigurationError('option `format`: markdown or html', 'format');
}
