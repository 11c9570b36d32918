import { isRecord } from './look.js';

/** Whether a list of context edits has one that may drop more than thinking. */
export function hasEdits(edits: unknown): boolean {
  return (
    Array.isArray(edits) && edits.some((edit) => !isRecord(edit) || !String(edit['type']).startsWith('clear_thinking'))
  );
}
