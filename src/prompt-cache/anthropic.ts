import { providerOf } from '../providers/index.js';

/** Whether a request is one to Anthropic Messages, which says how long the answer may be; SDKs that put requests into its shape say that otherwise. */
export function isAnthropic(request: Readonly<Record<string, unknown>>): boolean {
  return 'max_tokens' in request && Array.isArray(request['messages']) && providerOf(request).name === 'anthropic';
}
