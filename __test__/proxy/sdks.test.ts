// The providers' own SDKs, of which only the address is changed: plain, streamed, with tools, and aborted.
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import type { ProxyServer } from '../../dist/src/proxy/index.js';
import { PROTOCOLS, type Protocol } from '../support/protocols/index.js';
import { checkSaved, model } from './model.js';
import { ANTHROPIC, CHAT, GEMINI, RESPONSES, ROWS } from './samples.js';

const [AnthropicApi, ChatApi, ResponsesApi, GeminiApi] = PROTOCOLS as [Protocol, Protocol, Protocol, Protocol];

describe('@anthropic-ai/sdk', () => {
  const client = ({ url: baseURL }: ProxyServer) => new Anthropic({ apiKey: 'sk-ant-x', baseURL, maxRetries: 0 });
  const request = ANTHROPIC.request(ROWS) as Anthropic.MessageCreateParamsNonStreaming;

  it('works plain, with tools', () =>
    model(AnthropicApi, async (proxy, provider) => {
      const { content, _request_id } = await client(proxy).messages.create(request);
      expect(content).toMatchObject([{ text: 'Node 3 is.' }, { name: 'fetch', input: { url: 'http://node-3' } }]);
      expect(_request_id).toBe('req_7');
      await checkSaved(ANTHROPIC, provider, proxy);
    }));

  it('works streamed', () =>
    model(AnthropicApi, async (proxy, provider) => {
      const { content } = await client(proxy).messages.stream(request).finalMessage();
      expect(content).toMatchObject([{ text: 'Node 3 is.' }, { name: 'fetch', input: { url: 'http://node-3' } }]);
      await checkSaved(ANTHROPIC, provider, proxy);
    }));

  it('can abort a stream', () =>
    model(
      AnthropicApi,
      async (proxy, { left }) => {
        const stream = client(proxy).messages.stream(request);
        stream.on('streamEvent', () => stream.abort());
        await expect(stream.finalMessage()).rejects.toThrow(Anthropic.APIUserAbortError);
        await left;
      },
      true,
    ));
});

describe('openai', () => {
  const client = ({ url }: ProxyServer) => new OpenAI({ apiKey: 'k', baseURL: `${url}/v1`, maxRetries: 0 });
  const chat = CHAT.request(ROWS) as OpenAI.ChatCompletionCreateParamsNonStreaming;
  const response = RESPONSES.request(ROWS) as OpenAI.Responses.ResponseCreateParamsNonStreaming;

  it('works for Chat Completions, plain, with tools', () =>
    model(ChatApi, async (proxy, provider) => {
      const { choices } = await client(proxy).chat.completions.create(chat);
      expect(choices[0]!.message).toMatchObject({
        content: 'Node 3 is.',
        tool_calls: [{ function: { name: 'fetch' } }],
      });
      await checkSaved(CHAT, provider, proxy);
    }));

  it('works for Chat Completions, streamed', () =>
    model(ChatApi, async (proxy, provider) => {
      const { choices } = await client(proxy)
        .chat.completions.stream({ ...chat, stream: true })
        .finalChatCompletion();
      expect(choices[0]!.message).toMatchObject({
        content: 'Node 3 is.',
        tool_calls: [{ function: { name: 'fetch' } }],
      });
      await checkSaved(CHAT, provider, proxy);
    }));

  it('works for Responses, plain and streamed', () =>
    model(ResponsesApi, async (proxy, provider) => {
      expect((await client(proxy).responses.create(response)).output_text).toBe('Node 3 is.');
      await checkSaved(RESPONSES, provider, proxy);
    }).then(() =>
      model(ResponsesApi, async (proxy, provider) => {
        const { output_text, output } = await client(proxy)
          .responses.stream({ ...response, stream: true })
          .finalResponse();
        expect(output_text).toBe('Node 3 is.');
        expect(output.at(-1)).toMatchObject({ type: 'function_call', name: 'fetch' });
        await checkSaved(RESPONSES, provider, proxy);
      }),
    ));

  it('can abort a stream', () =>
    model(
      ChatApi,
      async (proxy, { left }) => {
        const stream = await client(proxy).chat.completions.create({ ...chat, stream: true });
        for await (const _ of stream) break;
        await left;
      },
      true,
    ));

  it('shows the error of the proxy if no provider can be reached', () =>
    model(ChatApi, async (proxy) => {
      const wrong = new OpenAI({ apiKey: 'k', baseURL: `${proxy.url}/nowhere`, maxRetries: 0 });
      await expect(wrong.chat.completions.create(chat)).rejects.toThrow('404 headroom: nothing here answers');
    }));
});

describe('@google/genai', () => {
  const client = ({ url: baseUrl }: ProxyServer) => new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl } });
  const request = { model: 'gemini-2.5-pro', contents: GEMINI.request(ROWS)['contents'] };

  it('works plain, with tools', () =>
    model(GeminiApi, async (proxy, provider) => {
      const { text, functionCalls } = await client(proxy).models.generateContent(request);
      expect([text, functionCalls?.[0]?.name]).toEqual(['Node 3 is.', 'fetch']);
      await checkSaved(GEMINI, provider, proxy);
    }));

  it('works streamed', () =>
    model(GeminiApi, async (proxy, provider) => {
      let all = '';
      for await (const { text } of await client(proxy).models.generateContentStream(request)) all += text ?? '';
      expect(all).toBe('Node 3 is.');
      await checkSaved(GEMINI, provider, proxy);
    }));

  it('can abort a stream', () =>
    model(
      GeminiApi,
      async (proxy, { left }) => {
        const controller = new AbortController();
        const config = { abortSignal: controller.signal };
        const reading = (async () => {
          for await (const _ of await client(proxy).models.generateContentStream({ ...request, config }))
            controller.abort();
        })();
        await expect(reading).rejects.toThrow();
        await left;
      },
      true,
    ));
});
