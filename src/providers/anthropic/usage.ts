// Usage reports of Anthropic Messages.
import { fieldsOf } from '../look.js';
import { CACHE_NAMES, CHAT_NAMES, hasAny, type UsagePart } from '../usage.js';

/**
 * `input_tokens` excludes cache reads and writes. `cache_creation` splits the writes by TTL; older responses lack it.
 */
const read: UsagePart['read'] = (report) => {
  const created = fieldsOf(report.fields['cache_creation']);
  const write1h = report.find(created, ['ephemeral_1h_input_tokens']) ?? 0;
  const write5m = report.find(created, ['ephemeral_5m_input_tokens']) ?? 0;
  const said = report.find(report.fields, ['cache_creation_input_tokens']);
  return {
    input: report.need('input_tokens'),
    read: report.may('cache_read_input_tokens'),
    write: said ?? write5m + write1h,
    write1h,
    output: report.need('output_tokens'),
  };
};

export const usage: UsagePart = {
  matches: (report) => hasAny(report, CACHE_NAMES) && !hasAny(report, CHAT_NAMES),
  read,
};
