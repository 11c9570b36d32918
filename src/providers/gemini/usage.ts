// Usage reports of Gemini's generateContent and Interactions.
import { hasAny, type UsagePart } from '../usage.js';

const CONTENT = ['promptTokenCount', 'prompt_token_count', 'totalTokenCount', 'total_token_count'];
const INTERACTIONS = ['total_input_tokens'];

/**
 * `promptTokenCount` includes everything but the tokens that Google's own tools add to the prompt. Thoughts are counted
 * apart from the candidates. The Python SDK uses snake_case.
 */
const ofContent: UsagePart['read'] = (report) => ({
  prompt:
    report.need('promptTokenCount', 'prompt_token_count') +
    report.may('toolUsePromptTokenCount', 'tool_use_prompt_token_count'),
  read: report.may('cachedContentTokenCount', 'cached_content_token_count'),
  write: 0,
  output:
    report.may('candidatesTokenCount', 'candidates_token_count', 'responseTokenCount', 'response_token_count') +
    report.may('thoughtsTokenCount', 'thoughts_token_count'),
});

const ofInteractions: UsagePart['read'] = (report) => ({
  prompt: report.need('total_input_tokens') + report.may('total_tool_use_tokens'),
  read: report.may('total_cached_tokens'),
  write: 0,
  output: report.need('total_output_tokens') + report.may('total_thought_tokens'),
});

export const usage: UsagePart = {
  places: ['usageMetadata', 'usage_metadata'],
  matches: (report) => hasAny(report, [...CONTENT, ...INTERACTIONS]),
  read: (report) => (hasAny(report.fields, CONTENT) ? ofContent(report) : ofInteractions(report)),
};
