// What a provider says that a request used, in one form.
import { fieldsOf, providersWith, type Counts, type Report } from '../providers/index.js';
import { Reading } from './reading.js';
import type { Usage } from './types.js';

/** Where responses have it. */
const PLACES = ['usage', ...providersWith('usage').flatMap((provider) => provider.usage.places ?? [])];

/**
 * What a request used, of a response or of the usage in it: Anthropic Messages, OpenAI Chat and Responses (and those who speak them), Gemini, Bedrock
 * Converse, Vercel AI SDK from 4 on. What it gave itself comes back. Anything else gives zeros that are not `complete`; nothing is thrown.
 *
 * Of version 5 of that what was written to the cache is not known: where something was read from it, that is not `complete`.
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

/** A result of {@link usageOf} comes back. */
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
