import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Usage } from '../usage/index.js';
import type { Prepared } from '../wire/index.js';
import type { App } from './app.js';
import { projectOf } from './headers.js';
import type { Entry } from './ledger/index.js';
import type { Target } from './routes.js';

/** A request for a provider. In a WebSocket, `request` is the one that opened it. */
export interface Call {
  readonly app: App;
  readonly request: IncomingMessage;
  readonly target: Target;
  /** Undefined if the request is passed through as it arrives. */
  readonly prepared: Prepared | undefined;
  /** The time of its arrival, by `performance.now`. */
  readonly since: number;
}

/** A request with its response, and the results so far. */
export interface Exchange extends Call {
  readonly response: ServerResponse;
  /** A warning about the budget, for a header of the response. */
  readonly warning?: string | undefined;
}

/** The figures of a response that has ended. */
export interface Ended {
  readonly status: number;
  readonly usage?: Usage | undefined;
  readonly missReason?: string | undefined;
  readonly isCached?: boolean;
  readonly retrievals?: number;
  /** The time when its head arrived, by `performance.now`. */
  readonly headAt: number;
}

/** Counts a request whose response has ended. Returns its number among the recent requests. */
export function count({ app, request, target, prepared, since }: Call, ended: Ended): number {
  const { route, model, upstream } = target;
  if (!route) {
    app.ledger.count('passed');
    return 0;
  }
  const entry: Entry = {
    route: route.name,
    isAnswered: route.isAnswered,
    upstream: upstream.name,
    model: prepared?.model ?? model,
    project: projectOf(request.headers),
    ...figuresOf(prepared, ended),
    status: ended.status,
    isCached: ended.isCached === true,
    usage: ended.usage,
    missReason: ended.missReason,
    retrievals: ended.retrievals ?? 0,
    firstMs: ended.headAt - since,
    totalMs: performance.now() - since,
  };
  app.tracing?.add(entry, upstream, request.headers);
  return app.ledger.add(entry);
}

type Figures = Pick<
  Entry,
  | 'tokensBefore'
  | 'tokensAfter'
  | 'couldSave'
  | 'isCompressed'
  | 'skipped'
  | 'lineage'
  | 'pruned'
  | 'conversation'
  | 'isShadow'
  | 'overheadMs'
>;

/** Whether the provider answered a request. Only then did a shorter body save anything. */
export function isProvided({ status, isCached }: Pick<Ended, 'status' | 'isCached'>): boolean {
  return status < 400 && isCached !== true;
}

/** The figures of a body. Only a body that was sent shorter, and answered, saved something. */
function figuresOf(prepared: Prepared | undefined, ended: Ended): Figures {
  const { skipped, lineage, pruned, conversation, ms = 0, tokensBefore = 0, tokensAfter = 0 } = prepared ?? {};
  const isShadow = skipped === 'shadow';
  const isCompressed = prepared?.isChanged === true;
  const shorter = isProvided(ended) && !isShadow ? tokensBefore - tokensAfter : 0;
  return {
    tokensBefore,
    tokensAfter: isCompressed ? tokensBefore - shorter : tokensBefore,
    couldSave: isCompressed ? 0 : shorter,
    isCompressed,
    skipped,
    lineage,
    pruned,
    conversation,
    isShadow,
    overheadMs: ms,
  };
}
