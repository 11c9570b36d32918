// The requests of providers that hold a conversation.
import type { ToolShape } from '../tool/index.js';

/** A kind of request with a conversation. */
export interface Route {
  readonly name: string;
  readonly shape: ToolShape;
  /** True if a model answers it. Counting tokens only reads it. */
  readonly isAnswered: boolean;
  /** The end of its path. */
  readonly pattern: RegExp;
}

/** The route of requests that hold many requests. */
export const BATCHES = 'batches';

/** Requests that anybody with credentials may send. */
export const ROUTES: readonly Route[] = [
  { name: 'messages', shape: 'anthropic', isAnswered: true, pattern: /\/messages$/ },
  // Anthropic checks signed thinking also when it counts, so a count needs the texts that the model has read.
  { name: 'count_tokens', shape: 'anthropic', isAnswered: false, pattern: /\/messages\/count_tokens$/ },
  { name: BATCHES, shape: 'anthropic', isAnswered: false, pattern: /\/messages\/batches$/ },
  { name: 'chat_completions', shape: 'openai', isAnswered: true, pattern: /\/chat\/completions$/ },
  { name: 'responses', shape: 'responses', isAnswered: true, pattern: /\/responses$/ },
  {
    name: 'raw_predict',
    shape: 'anthropic',
    isAnswered: true,
    pattern: /\/publishers\/anthropic\/models\/[^/]+:(?:rawPredict|streamRawPredict)$/,
  },
  { name: 'generate_content', shape: 'gemini', isAnswered: true, pattern: /:(?:generate|streamGenerate)Content$/ },
];

/** Requests with a signed body. Only a holder of the key can change them and sign them again. */
export const SIGNED_ROUTES: readonly Route[] = [
  { name: 'converse', shape: 'bedrock', isAnswered: true, pattern: /\/model\/[^/]+\/converse(?:-stream)?$/ },
  {
    name: 'invoke_model',
    shape: 'anthropic',
    isAnswered: true,
    pattern: /\/model\/[^/]+\/invoke(?:-with-response-stream)?$/,
  },
];

/** The facts about a request outside of its body. */
export interface Addressed {
  /** Path and query. */
  readonly path: string;
  readonly route: Route | undefined;
  /** The betas of Anthropic that the client uses, separated by commas. */
  readonly betas?: string | undefined;
}

/** The route of a request. Undefined if it has no conversation. `path` is without the query. */
export function routeOf(method: string, path: string, routes: readonly Route[] = ROUTES): Route | undefined {
  return method === 'POST' ? routes.find(({ pattern }) => pattern.test(path)) : undefined;
}
