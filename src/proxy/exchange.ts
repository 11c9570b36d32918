import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Usage } from '../usage/index.js';
import type { Prepared } from '../wire/index.js';
import type { App } from './app.js';
import { projectOf } from './headers.js';
import type { Entry } from './ledger/index.js';
import type { Target } from './routes.js';

/** A request with its response and what became of them so far. */
export interface Exchange {
  readonly app: App;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: Target;
  /** Nothing: it is passed through as it comes. */
  readonly prepared: Prepared | undefined;
  /** What its response is to say of the budget. */
  readonly warning?: string | undefined;
  /** When it came, as `performance.now` has it. */
  readonly since: number;
}

/** How a response ended. */
export interface Ended {
  readonly status: number;
  readonly usage?: Usage | undefined;
  readonly missReason?: string | undefined;
  readonly isCached?: boolean;
  readonly retrievals?: number;
  /** When its head came, as `performance.now` has it. */
  readonly headAt: number;
}

/** Counts an exchange that has ended. Returns its number among the recent requests. */
export function count({ app, request, target, prepared, since }: Exchange, ended: Ended): number {
  const { route, model, upstream } = target;
  if (!route) {
    app.ledger.count('passed');
    return 0;
  }
  const entry: Entry = {
    route: route.name,
    upstream: upstream.name,
    model: prepared?.model ?? model,
    project: projectOf(request.headers),
    ...figuresOf(prepared),
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
  | 'isCompressed'
  | 'skipped'
  | 'lineage'
  | 'pruned'
  | 'conversation'
  | 'isShadow'
  | 'overheadMs'
>;

/** What was made of a body. What a shadow conversation would have saved is not saved. */
function figuresOf(prepared: Prepared | undefined): Figures {
  const { skipped, lineage, pruned, conversation, ms = 0, tokensBefore = 0, tokensAfter = 0 } = prepared ?? {};
  const isShadow = skipped === 'shadow';
  return {
    tokensBefore,
    tokensAfter: isShadow ? tokensBefore : tokensAfter,
    isCompressed: prepared?.isChanged === true,
    skipped,
    lineage,
    pruned,
    conversation,
    isShadow,
    overheadMs: ms,
  };
}
