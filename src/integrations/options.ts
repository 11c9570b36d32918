// The options that all integrations share.
import { OBJECT, optionsOf, type Check, type Checks } from '../errors/index.js';
import { Headroom } from '../headroom/index.js';

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

const CHECKS: Checks<IntegrationOptions> = { headroom: HEADROOM };

/**
 * The instance that is given, or a new one. @throws `ConfigurationError` for an unknown option or a value of the
 * wrong type.
 */
export function headroomFrom(options: IntegrationOptions | undefined): Headroom {
  return optionsOf(options, CHECKS).headroom ?? new Headroom();
}

/** True if text may be elided: there is a store, and the result is sent. */
export function mayElide(headroom: Headroom): boolean {
  return headroom.hasStore === true && modeOf(headroom) === 'optimize';
}
