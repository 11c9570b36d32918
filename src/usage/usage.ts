// Reads the usage reports of all providers into one form.
import { fieldsOf, providersWith, type Counts, type Report } from '../providers/index.js';
import { Reading } from './reading.js';
import type { Usage } from './types.js';

/** Fields of a response that may have its usage. */
const PLACES = ['usage', ...providersWith('usage').flatMap((provider) => provider.usage.places ?? [])];

/**
 * Reads the tokens that a request used, from a response or from the usage in it: Anthropic Messages, OpenAI Chat and
 * Responses (and those who speak them), Gemini, Bedrock Converse, Vercel AI SDK from version 4 on. Its own result
 * comes back unchanged. For anything else all counts are zero and `complete` is false; it never throws.
 *
 * Version 5 of the Vercel AI SDK does not report cache writes. If tokens were read from the cache, its usage is not
 * `complete`.
 *
 * @example
 * ```ts
 * import { usageOf } from '@headroom/native/cost';
 *
 * const { input, output, complete } = usageOf({ usage: { input_tokens: 12, output_tokens: 3 } });
 * console.log(input, output, complete); // 12 3 true
 * ```
 */
export function usageOf(response: unknown): Usage {
  const fields = fieldsOf(response);
  const within = PLACES.map((place) => fields[place]).find((value) => typeof value === 'object' && value !== null);
  const usage = within === undefined ? fields : fieldsOf(within);
  const reading = new Reading(usage);
  if (usage['cacheWrite5m'] !== undefined) return reading.usage(own(reading));
  const provider = providersWith('usage').find((known) => known.usage.matches(usage));
  return reading.usage(provider?.usage.read(reading));
}

/** Reads a result of {@link usageOf} back. */
function own(report: Report): Counts {
  if (report.fields['complete'] !== true) report.doubt();
  const write1h = report.need('cacheWrite1h');
  return {
    input: report.need('input'),
    read: report.need('cachedRead'),
    write: report.need('cacheWrite5m') + write1h,
    write1h,
    output: report.need('output'),
  };
}
