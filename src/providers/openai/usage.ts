// Usage reports of Chat Completions.
import { fieldsOf } from '../look.js';
import { CHAT_NAMES, hasAny, type UsagePart } from '../usage.js';

/**
 * Reads reports of OpenAI and compatible servers. DeepSeek, Moonshot, xAI and routers have names of their own for cache
 * reads.
 */
const read: UsagePart['read'] = (report) => {
  const details = fieldsOf(report.fields['prompt_tokens_details']);
  const read =
    report.find(details, ['cached_tokens']) ??
    report.may('cached_tokens', 'prompt_cache_hit_tokens', 'cache_read_input_tokens', 'cached_prompt_text_tokens');
  const write = report.find(details, ['cache_write_tokens']) ?? report.may('cache_creation_input_tokens');
  const [prompt, completion] = [report.need('prompt_tokens'), report.need('completion_tokens')];
  // Some servers count reasoning apart from the completion. Their total shows it.
  const thoughts = report.find(fieldsOf(report.fields['completion_tokens_details']), ['reasoning_tokens']) ?? 0;
  const beside = report.fields['total_tokens'] === prompt + completion + thoughts ? thoughts : 0;
  return { prompt, read, write, output: completion + beside };
};

export const usage: UsagePart = {
  matches: (report) => hasAny(report, CHAT_NAMES),
  read,
};
