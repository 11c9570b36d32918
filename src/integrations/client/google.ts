// Wraps the client of `@google/genai`, which has no method that copies it with other options.
import { FUNCTION, OBJECT } from '../../errors/index.js';
import type { Headroom, Pruning } from '../../headroom/index.js';
import { createFetch, type Fetch } from '../fetch/index.js';
import { marked } from '../mark.js';

/** The part of a client that sends requests. From version 2 on, the last argument is the `fetch` of its options. */
interface ApiClient {
  apiCall(url: string, init: RequestInit, ...rest: unknown[]): Promise<Response>;
}

type ModuleClass = new (...args: unknown[]) => object;

/** A client of `@google/genai`. */
export interface GoogleClient {
  readonly apiClient: ApiClient;
  readonly models: object;
  readonly chats: object;
}

const FETCH_AT = 3;

/** True if a value is a client of `@google/genai`. */
export function isGoogle(value: unknown): value is GoogleClient {
  const { apiClient, models, chats } = value as Partial<GoogleClient>;
  return OBJECT.fits(apiClient) && FUNCTION.fits(apiClient?.apiCall) && OBJECT.fits(models) && OBJECT.fits(chats);
}

/** Copies the client. The `models` and `chats` of the copy compress what they send. */
export function googleWith<C extends object>(client: C, headroom: Headroom, pruning: Pruning): C {
  const { apiClient, models, chats } = client as C & GoogleClient;
  const takesFetch = apiClient.apiCall.length > FETCH_AT + 2;
  const api = Object.create(apiClient) as ApiClient;
  api.apiCall = (url, init, ...rest) => {
    if (!takesFetch) {
      const send = ((to: string, own: RequestInit) => apiClient.apiCall.call(api, to, own, ...rest)) as Fetch;
      return createFetch({ headroom, pruning, fetch: send })(url, init);
    }
    const given = rest[FETCH_AT] as Fetch | undefined;
    const send = createFetch({ headroom, pruning, ...(given && { fetch: given }) });
    return apiClient.apiCall.call(api, url, init, ...rest.slice(0, FETCH_AT), send);
  };
  const ownModels = new (models.constructor as ModuleClass)(api);
  const copy = Object.create(client, {
    apiClient: { value: api },
    models: { value: ownModels },
    chats: { value: new (chats.constructor as ModuleClass)(ownModels, api) },
  }) as C;
  return marked(copy, headroom);
}
