// Finds and reports markers whose original was not found.
import { StorageError } from '../errors/index.js';
import { plural } from '../format/index.js';
import { native } from '../native/index.js';

/** The maximum number of handles in the message of an error. */
const MAX_LISTED = 8;

/** The words before the handle in a marker. */
const NOTE = 'left out: headroom_retrieve ';

/** The handles of the markers in a text that are still in its expanded form. */
export function unresolvedIn(given: string, expanded: string): readonly string[] {
  return expanded.includes(NOTE) ? native.unresolved(given, expanded) : [];
}

/**
 * Reports that originals were not found, and the option that helps. With `allowed: true` the caller expects that.
 * Without a store only exact rewrites can be restored, so a warning is enough unless the caller set `false`.
 *
 * @throws `StorageError` that lists the handles.
 */
export function refuseUnresolved(handles: readonly string[], hasStore: boolean, allowed: boolean | undefined): void {
  if (handles.length === 0 || allowed) return;
  const message = messageOf(handles, hasStore);
  if (hasStore || allowed === false) throw new StorageError('retrieve/unresolved', message);
  process.emitWarning(message, { type: 'HeadroomWarning', code: 'HEADROOM_UNRESOLVED' });
}

function messageOf(handles: readonly string[], hasStore: boolean): string {
  const more = handles.length > MAX_LISTED ? ` and ${handles.length - MAX_LISTED} more` : '';
  const listed = handles.slice(0, MAX_LISTED).join(', ') + more;
  const set = hasStore
    ? 'Set `store` and `scope` to those with which the text was compressed'
    : 'Set `store` to the store with which the text was compressed';
  return `${plural(handles.length, 'elided original')} cannot be found: ${listed}. ${set}, or set \`allowMissing\` to get the text with its markers.`;
}
