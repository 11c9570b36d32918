// The requests of providers that hold a conversation.
import type { ToolShape } from '../tool/index.js';

/** A kind of request that holds a conversation. */
export interface Route {
  readonly name: string;
  readonly shape: ToolShape;
  /** Whether a model answers it. Counting tokens only reads it. */
  readonly isAnswered: boolean;
  /** How its path ends. */
  readonly pattern: RegExp;
}

/** Requests that anybody may send who has their credentials. */
export const ROUTES: readonly Route[] = [
  { name: 'messages', shape: 'anthropic', isAnswered: true, pattern: /\/messages$/ },
  // Signed thinking is checked here as well: it has to see what the model saw.
  { name: 'count_tokens', shape: 'anthropic', isAnswered: false, pattern: /\/messages\/count_tokens$/ },
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

/** Requests whose body is signed: only who can sign them again may change them. */
export const SIGNED_ROUTES: readonly Route[] = [
  { name: 'converse', shape: 'bedrock', isAnswered: true, pattern: /\/model\/[^/]+\/converse(?:-stream)?$/ },
  {
    name: 'invoke_model',
    shape: 'anthropic',
    isAnswered: true,
    pattern: /\/model\/[^/]+\/invoke(?:-with-response-stream)?$/,
  },
];

/** What a request says outside of its body. */
export interface Addressed {
  /** Path and query. */
  readonly path: string;
  readonly route: Route | undefined;
}

/** The route of a request; nothing where there is no conversation in it. `path`: without the query. */
export function routeOf(method: string, path: string, routes: readonly Route[] = ROUTES): Route | undefined {
  return method === 'POST' ? routes.find(({ pattern }) => pattern.test(path)) : undefined;
}
