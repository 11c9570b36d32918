// Usage reports of OpenAI Responses.
import { fieldsOf } from '../look.js';
import { CACHE_NAMES, CHAT_NAMES, hasAny, type UsagePart } from '../usage.js';

/** `input_tokens` includes cache reads and writes. */
const read: UsagePart['read'] = (report) => {
  const details = fieldsOf(report.fields['input_tokens_details']);
  return {
    prompt: report.need('input_tokens'),
    read: report.find(details, ['cached_tokens']) ?? 0,
    write: report.find(details, ['cache_write_tokens']) ?? 0,
    output: report.need('output_tokens'),
  };
};

export const usage: UsagePart = {
  matches: (report) =>
    hasAny(report, ['input_tokens', 'output_tokens']) && !hasAny(report, [...CHAT_NAMES, ...CACHE_NAMES]),
  read,
};
