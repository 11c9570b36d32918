import { argument, ConfigurationError, FUNCTION, lookAt, OBJECT, TEXT, type Check } from '../../errors/index.js';
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
  withOptions(options: object): unknown;
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
  const { fetch, inside, middleware, azure, key } = lookAt('client', () => lookedAt(client));
  if (inside) return withInstance(client, inside);
  const options = middleware
    ? { middleware: [...middleware, anthropicMiddleware({ headroom, pruning })] }
    : { ...azure, fetch: createFetch({ headroom, pruning, ...(fetch && { fetch }) }) };
  const copy = client.withOptions(options);
  if (!OBJECT.fits(copy))
    throw new ConfigurationError('`withOptions` of this client does not return a client', 'client');
  // Version 5 of OpenAI's SDK forgets a key that is a function.
  const isWhole = key === undefined || lookAt('client', () => keyOf(copy as object)) === key;
  return withInstance((isWhole ? copy : client.withOptions({ ...options, apiKey: key })) as C, headroom);
}

/** The fields of a client that a copy of it needs. */
function lookedAt(client: object): {
  readonly fetch: Fetch | undefined;
  readonly inside: Headroom | undefined;
  readonly middleware: readonly unknown[] | undefined;
  readonly azure: object;
  readonly key: unknown;
} {
  const { fetch, apiVersion, deploymentName: deployment } = client as Record<string, unknown>;
  return {
    fetch: typeof fetch === 'function' ? (fetch as Fetch) : undefined,
    inside: headroomOf(fetch) ?? inMiddleware(client),
    middleware: isAdapted(client) ? client.middleware : undefined,
    // `AzureOpenAI` forgets these options when it copies itself, up to version 6 of OpenAI's SDK.
    azure: { ...(isGiven(apiVersion) && { apiVersion }), ...(isGiven(deployment) && { deployment }) },
    key: keyOf(client),
  };
}

/** The function that gives a client its key. Undefined if the key is a text. */
function keyOf(client: object): unknown {
  const { _options: options } = client as { readonly _options?: { readonly apiKey?: unknown } | null };
  return typeof options?.apiKey === 'function' ? options.apiKey : undefined;
}

function isGiven(value: unknown): boolean {
  return TEXT.fits(value) && value !== '';
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
