// The providers' own SDKs over HTTP: their types fit, and they read a merged stream as one response.
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI, type FunctionDeclaration, type Part } from '@google/genai';
import { retrieveTool, runWithRetrieval, streamWithRetrieval } from '@headroom/native/retrieval';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { PROTOCOLS, withServer, type Protocol, type Server } from '../support/protocols/index.js';
import { headroom, retrieved, retrieves } from '../support/retrieval.js';

const [ANTHROPIC, OPENAI, RESPONSES, GEMINI] = PROTOCOLS as [Protocol, Protocol, Protocol, Protocol];

/** Runs `work` against a provider whose model retrieves once and then answers, and expects this text. */
async function provider(
  protocol: Protocol,
  work: (server: Server) => Promise<string | null | undefined>,
  expected: string,
): Promise<void> {
  await withServer(
    protocol,
    [{ think: 'Hm.', say: 'Look. ', calls: [retrieves('a', '7')] }, { say: 'Because.' }],
    async (server) => {
      expect(await work(server)).toBe(expected);
      expect(protocol.results(protocol.messages(server.bodies[1]!))).toEqual([retrieved(7)]);
    },
  );
}

async function textOf<E>(stream: AsyncIterable<E>, text: (event: E) => string | null | undefined): Promise<string> {
  let all = '';
  for await (const event of stream) all += text(event) ?? '';
  return all;
}

describe('the SDK of Anthropic', () => {
  const request: Anthropic.MessageCreateParamsNonStreaming = {
    model: 'claude-x',
    max_tokens: 99,
    tools: [retrieveTool('anthropic')],
    messages: [{ role: 'user', content: 'Why?' }],
  };
  const client = ({ url: baseURL }: Server) => new Anthropic({ apiKey: 'none', baseURL });

  it('works, plain and streamed', async () => {
    await provider(
      ANTHROPIC,
      async (server) => {
        const {
          response: {
            content: [block],
          },
        } = await runWithRetrieval({
          headroom,
          request,
          send: (request, options) => client(server).messages.create(request, options),
        });
        return block?.type === 'text' ? block.text : undefined;
      },
      'Because.',
    );
    const text = (event: Anthropic.MessageStreamEvent) =>
      event.type === 'content_block_delta' && event.delta.type === 'text_delta' ? event.delta.text : '';
    await provider(
      ANTHROPIC,
      (server) =>
        textOf(
          streamWithRetrieval({
            headroom,
            request,
            send: (request, options) => client(server).messages.create({ ...request, stream: true }, options),
          }),
          text,
        ),
      'Look. Because.',
    );
    await provider(
      ANTHROPIC,
      (server) =>
        textOf(
          streamWithRetrieval({
            headroom,
            request,
            send: (request, options) => client(server).messages.stream(request, options),
          }),
          text,
        ),
      'Look. Because.',
    );
  });
});

describe('the SDK of OpenAI', () => {
  const client = ({ url }: Server) => new OpenAI({ apiKey: 'none', baseURL: `${url}/v1` });

  it('works with Chat Completions, plain and streamed', async () => {
    const request: OpenAI.ChatCompletionCreateParamsNonStreaming = {
      model: 'gpt-x',
      messages: [{ role: 'user', content: 'Why?' }],
      tools: [retrieveTool('openai')],
    };
    await provider(
      OPENAI,
      async (server) =>
        (
          await runWithRetrieval({
            headroom,
            request,
            send: (request, options) => client(server).chat.completions.create(request, options),
          })
        ).response.choices[0]?.message.content,
      'Because.',
    );
    await provider(
      OPENAI,
      (server) =>
        textOf(
          streamWithRetrieval({
            headroom,
            request,
            send: (request, options) => client(server).chat.completions.create({ ...request, stream: true }, options),
          }),
          ({ choices: [choice] }) => choice?.delta.content,
        ),
      'Look. Because.',
    );
  });

  it('works with Responses, plain and streamed', async () => {
    const request: OpenAI.Responses.ResponseCreateParamsNonStreaming = {
      model: 'gpt-x',
      input: 'Why?',
      tools: [retrieveTool('responses')],
    };
    await provider(
      RESPONSES,
      async (server) =>
        (
          await runWithRetrieval({
            headroom,
            request,
            send: (request, options) => client(server).responses.create(request, options),
          })
        ).response.output_text,
      'Because.',
    );
    await provider(
      RESPONSES,
      (server) =>
        textOf(
          streamWithRetrieval({
            headroom,
            request,
            send: (request, options) => client(server).responses.create({ ...request, stream: true }, options),
          }),
          (event) => (event.type === 'response.output_text.delta' ? event.delta : ''),
        ),
      'Look. Because.',
    );
  });
});

describe('the SDK of Gemini', () => {
  it('works, plain and streamed', async () => {
    const declaration: FunctionDeclaration = retrieveTool('gemini');
    const request = {
      model: 'gemini-x',
      contents: 'Why?',
      config: { tools: [{ functionDeclarations: [declaration] }] },
    };
    const client = ({ url: baseUrl }: Server) => new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl } });
    await provider(
      GEMINI,
      async (server) =>
        (
          await runWithRetrieval({
            headroom,
            request,
            send: (request) => client(server).models.generateContent(request),
          })
        ).response.text,
      'Because.',
    );
    await provider(
      GEMINI,
      (server) =>
        textOf(
          streamWithRetrieval({
            headroom,
            request,
            send: (request) => client(server).models.generateContentStream(request),
          }),
          ({ text }) => text,
        ),
      'Look. Because.',
    );
  });
});

it('results have the types of their calls', async () => {
  const use = {
    type: 'tool_use',
    id: 'a',
    name: 'headroom_retrieve',
    input: {},
    caller: { type: 'direct' },
  } as Anthropic.ToolUseBlock;
  const ofAnthropic: Anthropic.ToolResultBlockParam | undefined = await headroom.handleToolCall(use);
  const call = {
    id: 'a',
    type: 'function',
    function: { name: 'headroom_retrieve', arguments: '' },
  } as OpenAI.ChatCompletionMessageToolCall;
  const ofOpenAI: OpenAI.ChatCompletionToolMessageParam | undefined = await headroom.handleToolCall(call);
  const item = {
    type: 'function_call',
    call_id: 'a',
    name: 'headroom_retrieve',
    arguments: '',
  } as OpenAI.Responses.ResponseFunctionToolCall;
  const ofResponses: OpenAI.Responses.ResponseInputItem | undefined = await headroom.handleToolCall(item);
  const part = { functionCall: { name: 'headroom_retrieve', args: {} } } as Part;
  const ofGemini: Part | undefined = await headroom.handleToolCall(part);
  expect([ofAnthropic?.is_error, ofOpenAI?.role, ofResponses?.type, ofGemini?.functionResponse?.name]).toEqual([
    true,
    'tool',
    'function_call_output',
    'headroom_retrieve',
  ]);
});
