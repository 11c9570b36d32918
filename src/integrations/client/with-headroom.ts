import { argument, ConfigurationError, FUNCTION, lookAt, OBJECT, type Check } from '../../errors/index.js';
import type { Headroom } from '../../headroom/index.js';
import { createFetch, type Fetch } from '../fetch/index.js';
import { headroomOf } from '../mark.js';
import { headroomFrom } from '../options.js';
import { googleWith, isGoogle, type GoogleClient } from './google.js';

/** How a client's requests are compressed. */
export interface WithHeadroomOptions {
  /**
   * The instance that compresses. With a store, text may be elided, and calls of `headroom_retrieve` are answered.
   * Default: a new instance.
   */
  headroom?: Headroom;
}

/** A client that compresses what it sends. */
export type HeadroomClient<C> = C & {
  /** The instance that compresses. It has the figures and the originals. */
  readonly headroom: Headroom;
};

/** The method of OpenAI's and Anthropic's clients that copies a client with other options. */
interface Client {
  withOptions(options: { fetch: Fetch }): unknown;
}

const CLIENT: Check = {
  wanted: 'a client of OpenAI, Anthropic or Google',
  fits: (value) => OBJECT.fits(value) && (hasOptions(value as object) || isGoogle(value)),
};

/**
 * A copy of a client that compresses the conversations that it sends. It has the methods and types of the client. A
 * client that compresses already comes back as it is, also if another copy of this package made it.
 *
 * @param client - of `openai` from version 5 on, of `@anthropic-ai/sdk`, or of `@google/genai`.
 * @throws `ConfigurationError` for another client, an unknown option or a value of the wrong type.
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
  const headroom = headroomFrom(options);
  if (headroomOf(client)) return client as HeadroomClient<C>;
  if (!hasOptions(client))
    return lookAt('client', () => withInstance(googleWith(client as C & GoogleClient, headroom), headroom));
  const send = lookAt('client', () => (client as { readonly fetch?: unknown }).fetch);
  const inside = headroomOf(send);
  if (inside) return withInstance(client, inside);
  const fetch = createFetch({ headroom, ...(typeof send === 'function' && { fetch: send as Fetch }) });
  const copy = client.withOptions({ fetch });
  if (!OBJECT.fits(copy)) throw new ConfigurationError('`withOptions` gives a client', 'client');
  return withInstance(copy as C, headroom);
}

function hasOptions<C extends object>(client: C): client is C & Client {
  return FUNCTION.fits((client as Partial<Client>).withOptions);
}

/** Adds the instance to the client, as a property that is not enumerated. */
function withInstance<C extends object>(client: C, headroom: Headroom): HeadroomClient<C> {
  return Object.defineProperty(client, 'headroom', { value: headroom, configurable: true }) as HeadroomClient<C>;
}
