// Usage reports of the Vercel AI SDK, from version 4 on.
import { fieldsOf } from '../look.js';
import { CACHE_NAMES, CHAT_NAMES, hasAny, type UsagePart } from '../usage.js';

/** Field names of version 4. */
const VERSION_4 = ['promptTokens', 'completionTokens'];
/** Names that show that it is a provider's own report with additional fields. */
const OTHERS = [...CHAT_NAMES, ...CACHE_NAMES, 'input_tokens', 'output_tokens'];
/** The same for reports with the names of version 5, which Bedrock uses, too. */
const OTHERS_5 = [...OTHERS, 'cacheReadInputTokens', 'cacheWriteInputTokens', 'cacheDetails'];

/** From version 6 on. Its provider packages report the parts in an object in place of the sum. */
const ofVersion6: UsagePart['read'] = (report) => {
  const { inputTokens, inputTokenDetails, outputTokens } = report.fields;
  const parts = { ...fieldsOf(inputTokens), ...fieldsOf(inputTokenDetails) };
  const prompt = typeof inputTokens === 'object' ? report.find(parts, ['total']) : report.need('inputTokens');
  const output =
    typeof outputTokens === 'object' ? report.find(fieldsOf(outputTokens), ['total']) : report.need('outputTokens');
  if (prompt === undefined || output === undefined) report.doubt();
  return {
    prompt: prompt ?? 0,
    read: report.find(parts, ['cacheReadTokens', 'cacheRead']) ?? 0,
    write: report.find(parts, ['cacheWriteTokens', 'cacheWrite']) ?? 0,
    output: output ?? 0,
  };
};

/**
 * Version 5, and Bedrock without a cache. Whether `inputTokens` includes cache reads depends on the provider. If the
 * reads exceed it, it cannot.
 */
const ofVersion5: UsagePart['read'] = (report) => {
  const [input, read, output] = [
    report.need('inputTokens'),
    report.may('cachedInputTokens'),
    report.need('outputTokens'),
  ];
  if (read > 0) report.doubt();
  return { ...(read > input ? { input } : { prompt: input }), read, write: 0, output };
};

const ofVersion4: UsagePart['read'] = (report) => ({
  prompt: report.need('promptTokens'),
  read: 0,
  write: 0,
  output: report.need('completionTokens'),
});

export const usage: UsagePart = {
  matches: (report) =>
    hasAny(report, VERSION_4)
      ? !hasAny(report, OTHERS)
      : hasAny(report, ['inputTokens', 'outputTokens']) && !hasAny(report, OTHERS_5),
  read(report) {
    if (hasAny(report.fields, VERSION_4)) return ofVersion4(report);
    const { inputTokens, inputTokenDetails } = report.fields;
    return inputTokenDetails !== undefined || typeof inputTokens === 'object' ? ofVersion6(report) : ofVersion5(report);
  },
};
