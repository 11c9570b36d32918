// Compressed messages have the types of the SDKs. `npm run typecheck` checks this for two major versions of each.
import type Anthropic from '@anthropic-ai/sdk';
import type * as Genai from '@google/genai';
import { compress, Headroom } from '@headroom/native';
import { runWithRetrieval, type MessageOf } from '@headroom/native/retrieval';
import type * as Ai from 'ai';
import type * as Ai5 from 'ai-5';
import type Anthropic0 from 'anthropic-0';
import type * as Genai1 from 'genai-1';
import type OpenAI from 'openai';
import type OpenAI5 from 'openai-5';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { ROWS } from '../support/samples.js';

/** Checks that messages of this type can be compressed, and that the result has the same type. */
async function through<M extends object>(messages: M[]): Promise<M[]> {
  const sent = await compress(messages);
  expect(sent.compressed).toBe(true);
  expectTypeOf(sent.messages).toEqualTypeOf<M[]>();
  return sent.messages;
}

describe('the types of', () => {
  it('@anthropic-ai/sdk', async () => {
    const messages = [
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'query', input: { id: '7' } }] },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'a', content: ROWS, cache_control: { type: 'ephemeral' } }],
      },
    ] satisfies Anthropic.MessageParam[];
    const rest = { model: 'm', max_tokens: 10 };
    expectTypeOf({
      ...rest,
      messages: await through<Anthropic.MessageParam>(messages),
    }).toExtend<Anthropic.MessageCreateParamsNonStreaming>();
    expectTypeOf({
      ...rest,
      messages: await through<Anthropic0.MessageParam>(messages),
    }).toExtend<Anthropic0.MessageCreateParamsNonStreaming>();
  });

  it('openai, for Chat Completions', async () => {
    const messages = [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'query', arguments: '{"id":"7"}' } }],
      },
      { role: 'tool', tool_call_id: 'a', content: ROWS },
    ] satisfies OpenAI.ChatCompletionMessageParam[];
    expectTypeOf({
      model: 'm',
      messages: await through<OpenAI.ChatCompletionMessageParam>(messages),
    }).toExtend<OpenAI.ChatCompletionCreateParamsNonStreaming>();
    expectTypeOf({
      model: 'm',
      messages: await through<OpenAI5.ChatCompletionMessageParam>(messages),
    }).toExtend<OpenAI5.ChatCompletionCreateParamsNonStreaming>();
  });

  it('openai, for Responses', async () => {
    const input = [
      { type: 'function_call', call_id: 'a', name: 'query', arguments: '{"id":"7"}' },
      { type: 'function_call_output', call_id: 'a', output: ROWS },
    ] satisfies OpenAI.Responses.ResponseInputItem[];
    expectTypeOf({
      model: 'm',
      input: await through<OpenAI.Responses.ResponseInputItem>(input),
    }).toExtend<OpenAI.Responses.ResponseCreateParamsNonStreaming>();
    expectTypeOf({
      model: 'm',
      input: await through<OpenAI5.Responses.ResponseInputItem>(input),
    }).toExtend<OpenAI5.Responses.ResponseCreateParamsNonStreaming>();
  });

  it('@google/genai', async () => {
    const contents = [
      { role: 'model', parts: [{ functionCall: { name: 'query', args: { id: '7' } } }] },
      { role: 'user', parts: [{ functionResponse: { name: 'query', response: { output: ROWS } } }] },
    ] satisfies Genai.Content[];
    expectTypeOf({
      model: 'm',
      contents: await through<Genai.Content>(contents),
    }).toExtend<Genai.GenerateContentParameters>();
    expectTypeOf({
      model: 'm',
      contents: await through<Genai1.Content>(contents),
    }).toExtend<Genai1.GenerateContentParameters>();
  });

  it('ai, for model messages', async () => {
    const messages = [
      { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'a', toolName: 'query', input: { id: '7' } }] },
      {
        role: 'tool',
        content: [{ type: 'tool-result', toolCallId: 'a', toolName: 'query', output: { type: 'text', value: ROWS } }],
      },
    ] satisfies Ai.ModelMessage[];
    expectTypeOf(await through<Ai.ModelMessage>(messages)).toExtend<
      NonNullable<Parameters<typeof Ai.generateText>[0]['messages']>
    >();
    expectTypeOf(await through<Ai5.ModelMessage>(messages)).toExtend<
      NonNullable<Parameters<typeof Ai5.generateText>[0]['messages']>
    >();
  });

  it('ai, for UI messages', async () => {
    const messages = [
      {
        id: 'm',
        role: 'assistant',
        parts: [
          {
            type: 'dynamic-tool',
            toolName: 'query',
            toolCallId: 'a',
            state: 'output-available',
            input: { id: '7' },
            output: ROWS,
          },
        ],
      },
    ] satisfies Ai.UIMessage[];
    expectTypeOf(await through<Ai.UIMessage>(messages)).toExtend<Parameters<typeof Ai.convertToModelMessages>[0]>();
    expectTypeOf(await through<Ai5.UIMessage>(messages)).toExtend<Parameters<typeof Ai5.convertToModelMessages>[0]>();
  });
});

describe('messages that retrieval adds have the type of the conversation:', () => {
  const headroom = new Headroom({ store: ':memory:', scope: 'types' });

  it('@anthropic-ai/sdk', async () => {
    const history: Anthropic.MessageParam[] = [{ role: 'user', content: 'Why?' }];
    const request: Anthropic.MessageCreateParamsNonStreaming = {
      model: 'claude-opus-5-5',
      max_tokens: 10,
      messages: history,
    };
    const { added } = await runWithRetrieval({
      headroom,
      request,
      send: () => ({ role: 'assistant', content: [{ type: 'text', text: 'So.' }], stop_reason: 'end_turn' }),
    });
    history.push(...added);
    expect(history.length).toBe(2);
    const { added: bare } = await runWithRetrieval({
      headroom,
      request: { model: 'm', max_tokens: 1, messages: history },
      send: () => ({ content: [] }),
    });
    expectTypeOf(bare).toEqualTypeOf<readonly Anthropic.MessageParam[]>();
  });

  it('openai, for Chat Completions and for Responses', () => {
    expectTypeOf<
      MessageOf<OpenAI.ChatCompletionCreateParamsNonStreaming>
    >().toEqualTypeOf<OpenAI.ChatCompletionMessageParam>();
    expectTypeOf<
      MessageOf<OpenAI.Responses.ResponseCreateParamsNonStreaming>
    >().toEqualTypeOf<OpenAI.Responses.ResponseInputItem>();
  });

  it('@google/genai, whose prompt may be a text', () => {
    expectTypeOf<Genai.Content>().toExtend<MessageOf<Genai.GenerateContentParameters>>();
    expectTypeOf<MessageOf<{ contents: Genai.Content[] }>>().toEqualTypeOf<Genai.Content>();
  });

  it('and are objects if the type is unknown', () => {
    expectTypeOf<MessageOf<{ prompt: string }>>().toEqualTypeOf<object>();
  });
});
