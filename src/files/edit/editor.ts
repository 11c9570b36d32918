/** A value in a configuration, and its place. */
export interface Entry {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** The path leads to a list, in which the value is an item. */
  readonly isItem?: boolean;
}

/** Changes one entry in the text of a configuration and leaves all else as it is, byte for byte. */
export interface Editor {
  /** What stands at the place of an entry, for an item only the same value; undefined: nothing. @throws {@link Failure} for a text that cannot be read for sure. */
  find(text: string, entry: Entry): unknown;
  /** How many keys of a path are in the text. */
  depth(text: string, path: readonly string[]): number;
  /** The text with the entry, in the place of an earlier one. @throws {@link Failure} if it cannot be added. */
  insert(text: string, entry: Entry): string;
  /** The text without the entry. Lists and objects go as well that were made for it, if nothing else is in them: those behind the first `existing` keys. */
  remove(text: string, entry: Entry, existing: number): string;
}
