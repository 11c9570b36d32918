// The stores that single texts accept.
import type { Check } from '../errors/index.js';
import { Headroom } from '../headroom/index.js';
import { Originals } from '../store/index.js';

/** The store of a call on this thread, which must be open. */
export const ORIGINALS: Check = {
  wanted:
    'the originals of a scope: an instance opens its store off the event loop, so give `await headroom.originals()`, or call the async form; a store that you write needs the async form',
  fits: (store) => store instanceof Originals && store.native !== undefined,
};
/** The store of a call off the event loop. */
export const STORE: Check = {
  wanted: 'an instance of Headroom, or its originals',
  fits: (store) => store instanceof Headroom || store instanceof Originals,
};
