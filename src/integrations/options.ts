// The options that integrations share.
import { ConfigurationError, OBJECT, oneOf, optionsOf, type Check, type Checks } from '../errors/index.js';
import { Headroom, type Pruning } from '../headroom/index.js';

const METHODS = ['session', 'originals', 'handleToolCall'] as const;

/** An instance is recognised by its methods, because another copy of this package has a class of its own. */
export const HEADROOM: Check = {
  wanted: 'an instance of Headroom',
  fits: (value) => OBJECT.fits(value) && METHODS.every((name) => typeof (value as Headroom)[name] === 'function'),
};

/** How an instance treats live requests. A simulated result must not be sent, so `simulate` means `audit` here. */
export function modeOf({ mode }: Headroom): 'optimize' | 'audit' {
  return mode === 'simulate' || mode === 'audit' ? 'audit' : 'optimize';
}

/** How an integration compresses. */
export interface IntegrationOptions {
  /** The instance that compresses. Default: a new one. */
  headroom?: Headroom;
}

/** How an integration compresses whose model can retrieve elided text. */
export interface RetrievalIntegrationOptions extends IntegrationOptions {
  /**
   * Whether old tool results may be replaced by short forms, in conversations that have `headroom_retrieve` and no
   * reasoning that may be bound to the messages before it. `auto`: whenever that pays by the prices of the model. Other
   * values than `off` need a store. Default: `off`.
   */
  pruning?: Pruning | undefined;
}

const CHECKS: Checks<IntegrationOptions> = { headroom: HEADROOM };
export const PRUNING: Check = oneOf('off', 'cold', 'auto');
const RETRIEVAL: Checks<RetrievalIntegrationOptions> = { ...CHECKS, pruning: PRUNING };

/**
 * The instance that is given, or a new one. @throws `ConfigurationError` for an unknown option or a value of the
 * wrong type.
 */
export function headroomFrom(options: IntegrationOptions | undefined): Headroom {
  return optionsOf(options, CHECKS).headroom ?? new Headroom();
}

/**
 * The options with their defaults. @throws `ConfigurationError` for an unknown option, a value of the wrong type, and
 * pruning without a store.
 */
export function retrievalFrom(options: RetrievalIntegrationOptions | undefined): {
  readonly headroom: Headroom;
  readonly pruning: Pruning;
} {
  const { headroom = new Headroom(), pruning = 'off' } = optionsOf(options, RETRIEVAL);
  checkPruning(headroom, pruning);
  return { headroom, pruning };
}

/** @throws `ConfigurationError` if there is no store for the originals of what is pruned. */
export function checkPruning(headroom: Headroom, pruning: Pruning): void {
  if (pruning !== 'off' && headroom.hasStore !== true)
    throw new ConfigurationError('pruning needs a store for the originals: give a `headroom` with a store', 'pruning');
}

/** True if text may be elided: there is a store, and the result is sent. */
export function mayElide(headroom: Headroom): boolean {
  return headroom.hasStore === true && modeOf(headroom) === 'optimize';
}
