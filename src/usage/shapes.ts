// How providers name what a request used, and what they count in it.
import { fieldsOf, type Fields } from '../providers/index.js';
import type { Counts, Reading } from './reading.js';

/** Reads one provider's fields. */
type Shape = (reading: Reading) => Counts;

/** The shape that some fields are in; undefined: none that is known. */
export function shapeOf(fields: Fields): Shape | undefined {
  const has = (...names: readonly string[]): boolean => names.some((name) => fields[name] !== undefined);
  if (has('cacheWrite5m')) return own;
  if (has('promptTokenCount', 'prompt_token_count', 'totalTokenCount', 'total_token_count')) return gemini;
  if (has('total_input_tokens')) return interactions;
  if (has('prompt_tokens', 'completion_tokens')) return chat;
  if (has('cache_read_input_tokens', 'cache_creation_input_tokens', 'cache_creation')) return anthropic;
  if (has('input_tokens', 'output_tokens')) return responses;
  if (has('promptTokens', 'completionTokens')) return vercel4;
  if (has('cacheReadInputTokens', 'cacheWriteInputTokens', 'cacheDetails')) return bedrock;
  if (has('inputTokens', 'outputTokens'))
    return has('inputTokenDetails') || typeof fields['inputTokens'] === 'object' ? vercel : vercel5;
  return undefined;
}

/** What was read before. */
const own: Shape = (reading) => {
  if (reading.fields['complete'] !== true) reading.doubt();
  const write1h = reading.need('cacheWrite1h');
  return {
    input: reading.need('input'),
    read: reading.need('cachedRead'),
    write: reading.need('cacheWrite5m') + write1h,
    write1h,
    output: reading.need('output'),
  };
};

/** `input_tokens` is what was neither read nor written. How long what was written is kept stands in `cache_creation`, which older answers lack. */
const anthropic: Shape = (reading) => {
  const created = fieldsOf(reading.fields['cache_creation']);
  const write1h = reading.find(created, ['ephemeral_1h_input_tokens']) ?? 0;
  const write5m = reading.find(created, ['ephemeral_5m_input_tokens']) ?? 0;
  const said = reading.find(reading.fields, ['cache_creation_input_tokens']);
  return {
    input: reading.need('input_tokens'),
    read: reading.may('cache_read_input_tokens'),
    write: said ?? write5m + write1h,
    write1h,
    output: reading.need('output_tokens'),
  };
};

/** OpenAI Responses: all is counted in `input_tokens`. */
const responses: Shape = (reading) => {
  const details = fieldsOf(reading.fields['input_tokens_details']);
  return {
    prompt: reading.need('input_tokens'),
    read: reading.find(details, ['cached_tokens']) ?? 0,
    write: reading.find(details, ['cache_write_tokens']) ?? 0,
    output: reading.need('output_tokens'),
  };
};

/** OpenAI Chat Completions, and those who speak it: DeepSeek, Moonshot, xAI and routers have names of their own for what was read. */
const chat: Shape = (reading) => {
  const details = fieldsOf(reading.fields['prompt_tokens_details']);
  const read =
    reading.find(details, ['cached_tokens']) ??
    reading.may('cached_tokens', 'prompt_cache_hit_tokens', 'cache_read_input_tokens', 'cached_prompt_text_tokens');
  const write = reading.find(details, ['cache_write_tokens']) ?? reading.may('cache_creation_input_tokens');
  const [prompt, completion] = [reading.need('prompt_tokens'), reading.need('completion_tokens')];
  // Some count thoughts beside the completion, which shows in their total.
  const thoughts = reading.find(fieldsOf(reading.fields['completion_tokens_details']), ['reasoning_tokens']) ?? 0;
  const beside = reading.fields['total_tokens'] === prompt + completion + thoughts ? thoughts : 0;
  return { prompt, read, write, output: completion + beside };
};

/** All is counted in `promptTokenCount` but what tools of Google's put into the prompt; thoughts stand beside the candidates. Python has snake case. */
const gemini: Shape = (reading) => ({
  prompt:
    reading.need('promptTokenCount', 'prompt_token_count') +
    reading.may('toolUsePromptTokenCount', 'tool_use_prompt_token_count'),
  read: reading.may('cachedContentTokenCount', 'cached_content_token_count'),
  write: 0,
  output:
    reading.may('candidatesTokenCount', 'candidates_token_count', 'responseTokenCount', 'response_token_count') +
    reading.may('thoughtsTokenCount', 'thoughts_token_count'),
});

/** Gemini's Interactions. */
const interactions: Shape = (reading) => ({
  prompt: reading.need('total_input_tokens') + reading.may('total_tool_use_tokens'),
  read: reading.may('total_cached_tokens'),
  write: 0,
  output: reading.need('total_output_tokens') + reading.may('total_thought_tokens'),
});

/** Bedrock Converse counts as Anthropic does. */
const bedrock: Shape = (reading) => {
  const { cacheDetails } = reading.fields;
  const details = Array.isArray(cacheDetails) ? cacheDetails.slice(0, 10).map(fieldsOf) : [];
  const write1h = details.reduce(
    (sum, detail) => sum + (detail['ttl'] === '1h' ? (reading.find(detail, ['inputTokens']) ?? 0) : 0),
    0,
  );
  return {
    input: reading.need('inputTokens'),
    read: reading.may('cacheReadInputTokens'),
    write: reading.may('cacheWriteInputTokens'),
    write1h,
    output: reading.need('outputTokens'),
  };
};

/** Vercel AI SDK from 6 on; its providers have the parts in the place of the sum. */
const vercel: Shape = (reading) => {
  const { inputTokens, inputTokenDetails, outputTokens } = reading.fields;
  const parts = { ...fieldsOf(inputTokens), ...fieldsOf(inputTokenDetails) };
  const prompt = typeof inputTokens === 'object' ? reading.find(parts, ['total']) : reading.need('inputTokens');
  const output =
    typeof outputTokens === 'object' ? reading.find(fieldsOf(outputTokens), ['total']) : reading.need('outputTokens');
  if (prompt === undefined || output === undefined) reading.doubt();
  return {
    prompt: prompt ?? 0,
    read: reading.find(parts, ['cacheReadTokens', 'cacheRead']) ?? 0,
    write: reading.find(parts, ['cacheWriteTokens', 'cacheWrite']) ?? 0,
    output: output ?? 0,
  };
};

/** Version 5, and Bedrock without a cache. Whether what was read is counted in `inputTokens` depends on the provider: where it cannot be, it is not. */
const vercel5: Shape = (reading) => {
  const [input, read, output] = [
    reading.need('inputTokens'),
    reading.may('cachedInputTokens'),
    reading.need('outputTokens'),
  ];
  if (read > 0) reading.doubt();
  return { ...(read > input ? { input } : { prompt: input }), read, write: 0, output };
};

const vercel4: Shape = (reading) => ({
  prompt: reading.need('promptTokens'),
  read: 0,
  write: 0,
  output: reading.need('completionTokens'),
});
