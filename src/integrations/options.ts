// What integrations have in common.
import { OBJECT, optionsOf, type Check, type Checks } from '../errors/index.js';
import { Headroom } from '../headroom/index.js';

const METHODS = ['session', 'originals', 'handleToolCall'] as const;

/** Another copy of this package has a class of its own, so that an instance is known by its methods. */
export const HEADROOM: Check = {
  wanted: 'an instance of Headroom',
  fits: (value) => OBJECT.fits(value) && METHODS.every((name) => typeof (value as Headroom)[name] === 'function'),
};

/** How an instance treats live requests. What it only simulates must not be sent, so simulating is auditing here. */
export function modeOf({ mode }: Headroom): 'optimize' | 'audit' {
  return mode === 'simulate' || mode === 'audit' ? 'audit' : 'optimize';
}

/** How an integration compresses. */
export interface IntegrationOptions {
  /** What compresses. Default: a new instance. */
  headroom?: Headroom;
}

const CHECKS: Checks<IntegrationOptions> = { headroom: HEADROOM };

/** The instance that is given, or a new one. @throws `ConfigurationError` for an unknown option or a value of the wrong type. */
export function headroomFrom(options: IntegrationOptions | undefined): Headroom {
  return optionsOf(options, CHECKS).headroom ?? new Headroom();
}

/** Whether text may be elided: there is a store, and what is made is sent. */
export function mayElide(headroom: Headroom): boolean {
  return headroom.hasStore === true && modeOf(headroom) === 'optimize';
}
