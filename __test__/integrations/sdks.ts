// The clients of the providers, each with the same two methods, so that one battery tries all of them.
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import type { Headroom } from '@headroom/native';
import { createFetch } from '@headroom/native/fetch';
import { withHeadroom } from '@headroom/native/openai';
import OpenAI from 'openai';
import { CASES, pathOf } from '../proxy/dialogue.js';
import { JSON_TYPE } from '../proxy/support.js';
import type { Sample } from '../proxy/samples.js';
import type { Json, Protocol } from '../support/protocols/index.js';

type Fetch = typeof fetch;

/** What a client is made of. */
export interface Making {
  readonly url: string;
  readonly retries?: number;
  /** Replaces the platform's `fetch`. */
  readonly fetch?: Fetch;
}

/** What a client sends, and until when. */
export interface Asking {
  readonly body: Json;
  readonly signal?: AbortSignal;
}

/** A client of a provider. */
export interface Sdk {
  readonly name: string;
  readonly protocol: Protocol;
  readonly sample: Sample;
  make(making: Making): any;
  /** The client with one line added. */
  wrap(client: any, headroom: Headroom, own?: typeof withHeadroom): any;
  plain(client: any, asking: Asking): Promise<unknown>;
  stream(client: any, asking: Asking): AsyncIterable<unknown>;
  /** True if the bare client keeps its connection when nobody reads a stream any more. */
  readonly readsOn?: true;
}

const wrap: Sdk['wrap'] = (client, headroom, own = withHeadroom) => own(client, { headroom });
const [anthropic, chat, responses, gemini] = CASES.map(([, protocol, sample]) => ({ protocol, sample })) as [
  Pick<Sdk, 'protocol' | 'sample'>,
  Pick<Sdk, 'protocol' | 'sample'>,
  Pick<Sdk, 'protocol' | 'sample'>,
  Pick<Sdk, 'protocol' | 'sample'>,
];
const openai: Sdk['make'] = ({ url, retries = 0, fetch }) =>
  new OpenAI({ apiKey: 'k', baseURL: `${url}/v1`, maxRetries: retries, ...(fetch && { fetch }) });

/** Streams from a method that gives a stream. */
const streaming = (create: (client: any, asking: Asking) => Promise<AsyncIterable<unknown>>): Sdk['stream'] =>
  async function* (client, asking) {
    yield* await create(client, { ...asking, body: { ...asking.body, stream: true } });
  };

const google = ({ body: { contents, tools }, signal }: Asking): any => ({
  model: 'gemini-2.5-pro',
  contents,
  config: { tools, ...(signal && { abortSignal: signal }) },
});

/** The platform's `fetch`, as a client of Anthropic. */
const posted = (client: any, { body, signal }: Asking): Promise<Response> =>
  client.fetch(client.url + pathOf(anthropic.sample, false), {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });

export const SDKS: readonly Sdk[] = [
  {
    name: 'OpenAI Chat Completions',
    ...chat,
    make: openai,
    wrap,
    plain: (client, { body, signal }) => client.chat.completions.create(body, { signal }),
    stream: streaming((client, { body, signal }) => client.chat.completions.create(body, { signal })),
  },
  {
    name: 'OpenAI Responses',
    ...responses,
    make: openai,
    wrap,
    plain: (client, { body, signal }) => client.responses.create(body, { signal }),
    stream: streaming((client, { body, signal }) => client.responses.create(body, { signal })),
  },
  {
    name: 'Anthropic',
    ...anthropic,
    make: ({ url, retries = 0, fetch }) =>
      new Anthropic({ apiKey: 'k', baseURL: url, maxRetries: retries, ...(fetch && { fetch }) }),
    wrap,
    plain: (client, { body, signal }) => client.messages.create(body, { signal }),
    stream: streaming((client, { body, signal }) => client.messages.create(body, { signal })),
  },
  {
    name: 'Google',
    ...gemini,
    readsOn: true,
    make: ({ url, retries = 0, fetch }) => {
      const retryOptions = { attempts: retries + 1 };
      const httpOptions = { baseUrl: url, ...(retries > 0 && { retryOptions }), ...(fetch && { fetch }) };
      return new GoogleGenAI({ apiKey: 'k', httpOptions });
    },
    wrap,
    plain: (client, asking) => client.models.generateContent(google(asking)),
    async *stream(client, asking) {
      yield* await client.models.generateContentStream(google(asking));
    },
  },
  {
    name: 'fetch',
    ...anthropic,
    make: ({ url, fetch = globalThis.fetch }) => ({ url, fetch }),
    wrap: ({ url, fetch }, headroom) => ({ url, fetch: createFetch({ headroom, fetch }) }),
    plain: async (client, asking) => {
      const response = await posted(client, asking);
      return response.ok ? response.json() : { status: response.status, text: await response.text() };
    },
    async *stream(client, asking) {
      const { body } = await posted(client, { ...asking, body: { ...asking.body, stream: true } });
      let rest = '';
      for await (const bytes of body ?? []) {
        const blocks = (rest + Buffer.from(bytes).toString()).split('\n\n');
        rest = blocks.pop()!;
        yield* blocks;
      }
    },
  },
];
