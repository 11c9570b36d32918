import { argument, ConfigurationError, FUNCTION, lookAt, OBJECT, type Check } from '../../errors/index.js';
import type { Headroom, Pruning } from '../../headroom/index.js';
import { createFetch, type Fetch } from '../fetch/index.js';
import { headroomOf } from '../mark.js';
import { retrievalFrom, type RetrievalIntegrationOptions } from '../options.js';
import { isLanguageModel, languageModelWith } from '../vercel/index.js';
import { anthropicMiddleware, inMiddleware, isAdapted } from './anthropic.js';
import { googleWith, isGoogle } from './google.js';

/**
 * How a client's requests are compressed. With a store, text may be elided, and calls of `headroom_retrieve` are
 * answered.
 */
export type WithHeadroomOptions = RetrievalIntegrationOptions;

/** A client that compresses what it sends. */
export type HeadroomClient<C> = C & {
  /** The instance that compresses. It has the figures and the originals. */
  readonly headroom: Headroom;
};

/** The method of OpenAI's and Anthropic's clients that copies a client with other options. */
interface Client {
  withOptions(options: { fetch?: Fetch; middleware?: readonly unknown[] }): unknown;
}

/** How a client is wrapped. */
interface Wrapping {
  readonly headroom: Headroom;
  readonly pruning: Pruning;
}

const CLIENT: Check = {
  wanted: 'a client of OpenAI, Anthropic or Google, or a model of the AI SDK',
  fits: (value) =>
    OBJECT.fits(value) && (hasOptions(value as object) || isGoogle(value) || isLanguageModel(value as object)),
};

/**
 * A copy of a client that compresses the conversations that it sends. It has the methods and types of the client. A
 * client that compresses already comes back as it is, also if another copy of this package made it. A language model
 * of the AI SDK is compressed without loss.
 *
 * @param client - of `openai` from version 5 on, of `@anthropic-ai/sdk`, or of `@google/genai`; or a language model of `ai`.
 * @throws `ConfigurationError` for another client, an unknown option, a value of the wrong type, and pruning without a store.
 *
 * @example
 * ```ts no-run
 * import { withHeadroom } from '@headroom/native/openai';
 * import OpenAI from 'openai';
 *
 * const client = withHeadroom(new OpenAI());
 * const { choices } = await client.chat.completions.create({ model: 'gpt-5', messages });
 * console.log(choices[0].message.content);
 * ```
 */
export function withHeadroom<C extends object>(client: C, options?: WithHeadroomOptions): HeadroomClient<C> {
  argument('client', client, CLIENT);
  const given = retrievalFrom(options);
  if (headroomOf(client)) return client as HeadroomClient<C>;
  return hasOptions(client) ? copied(client, given) : lookAt('client', () => wrapped(client, given));
}

/** A client of OpenAI or Anthropic with another `fetch`, or with a middleware if it signs requests. */
function copied<C extends object>(client: C & Client, { headroom, pruning }: Wrapping): HeadroomClient<C> {
  const [fetch, inside, middleware] = lookAt('client', () => {
    const { fetch: send } = client as { readonly fetch?: unknown };
    return [send, headroomOf(send) ?? inMiddleware(client), isAdapted(client) ? client.middleware : undefined] as const;
  });
  if (inside) return withInstance(client, inside);
  const copy = client.withOptions(
    middleware
      ? { middleware: [...middleware, anthropicMiddleware({ headroom, pruning })] }
      : { fetch: createFetch({ headroom, pruning, ...(typeof fetch === 'function' && { fetch: fetch as Fetch }) }) },
  );
  if (!OBJECT.fits(copy)) throw new ConfigurationError('`withOptions` gives a client', 'client');
  return withInstance(copy as C, headroom);
}

/** A client of Google, or a language model of the AI SDK. */
function wrapped<C extends object>(client: C, { headroom, pruning }: Wrapping): HeadroomClient<C> {
  const copy = isLanguageModel(client) ? languageModelWith(client, headroom) : googleWith(client, headroom, pruning);
  return withInstance(copy, headroom);
}

function hasOptions<C extends object>(client: C): client is C & Client {
  return FUNCTION.fits((client as Partial<Client>).withOptions);
}

/** Adds the instance to the client, as a property that is not enumerated. */
function withInstance<C extends object>(client: C, headroom: Headroom): HeadroomClient<C> {
  return Object.defineProperty(client, 'headroom', { value: headroom, configurable: true }) as HeadroomClient<C>;
}
