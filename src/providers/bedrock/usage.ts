// Usage reports of Bedrock Converse.
import { fieldsOf } from '../look.js';
import { CACHE_NAMES, CHAT_NAMES, hasAny, type UsagePart } from '../usage.js';

/** As for Anthropic, `inputTokens` excludes cache reads and writes. */
const read: UsagePart['read'] = (report) => {
  const { cacheDetails } = report.fields;
  const details = Array.isArray(cacheDetails) ? cacheDetails.slice(0, 10).map(fieldsOf) : [];
  const write1h = details.reduce(
    (sum, detail) => sum + (detail['ttl'] === '1h' ? (report.find(detail, ['inputTokens']) ?? 0) : 0),
    0,
  );
  return {
    input: report.need('inputTokens'),
    read: report.may('cacheReadInputTokens'),
    write: report.may('cacheWriteInputTokens'),
    write1h,
    output: report.need('outputTokens'),
  };
};

export const usage: UsagePart = {
  matches: (report) =>
    hasAny(report, ['cacheReadInputTokens', 'cacheWriteInputTokens', 'cacheDetails']) &&
    !hasAny(report, [...CHAT_NAMES, ...CACHE_NAMES]),
  read,
};
