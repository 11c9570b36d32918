import type { Headroom } from '../../headroom/index.js';
import { Memory } from '../../wire/index.js';
import { LiveConversations } from '../live.js';
import { mayElide, retrievalFrom, type RetrievalIntegrationOptions } from '../options.js';
import { converse } from './converse.js';
import type { Args, Middleware, MiddlewareStack } from './stack.js';

/** A plugin for clients of the AWS SDK. */
export interface BedrockPlugin {
  /** The instance that compresses. It has the figures. */
  readonly headroom: Headroom;
  applyToStack(stack: MiddlewareStack): void;
}

const CONVERSE: ReadonlySet<unknown> = new Set(['ConverseCommand', 'ConverseStreamCommand']);
const INVOKE: ReadonlySet<unknown> = new Set(['InvokeModelCommand', 'InvokeModelWithResponseStreamCommand']);
/** The name of the middleware. A stack has it once, however often it is applied. */
const PLACE = { step: 'initialize', name: 'headroom', override: true } as const;

/**
 * A plugin for `BedrockRuntimeClient` of the AWS SDK. It compresses the conversations in `Converse`, `ConverseStream`
 * and `InvokeModel` before they are signed. With a store, text may be elided in the first
 * two, and calls of `headroom_retrieve` are answered.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts no-run
 * import { bedrockPlugin } from '@headroom/native/bedrock';
 *
 * client.middlewareStack.use(bedrockPlugin());
 * ```
 */
export function bedrockPlugin(options?: RetrievalIntegrationOptions): BedrockPlugin {
  const { headroom, pruning } = retrievalFrom(options);
  const live = new LiveConversations(headroom, pruning);
  const memory = mayElide(headroom) ? new Memory(undefined) : undefined;
  const middleware: Middleware =
    (next, { commandName }) =>
    async (args) => {
      const ahead = (own: Args) => next({ ...args, ...own });
      if (INVOKE.has(commandName)) return ahead({ input: await invocation(live, args.input) });
      if (!CONVERSE.has(commandName)) return next(args);
      return converse({ live, memory, input: args.input, next: ahead }, commandName === 'ConverseStreamCommand');
    };
  return { headroom, applyToStack: (stack) => stack.add(middleware, PLACE) };
}

/** The input of `InvokeModel`. Its body has the format of the model's own provider. */
async function invocation(live: LiveConversations, input: Args['input']): Promise<Args['input']> {
  const { body } = input;
  return typeof body === 'string' || body instanceof Uint8Array ? { ...input, body: await live.body(body) } : input;
}
