/** A value in a configuration, and its place. */
export interface Entry {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** True if the path leads to a list, in which the value is an item. */
  readonly isItem?: boolean;
  /** True if a file needs some value here: another one stays, and ours stays while the file has anything else. */
  readonly isDefault?: boolean;
}

/** Changes one entry in the text of a configuration. All other bytes stay the same. */
export interface Editor {
  /**
   * Returns the value at the place of an entry; for an item, only an equal value. Undefined if there is none. @throws
   * {@link Failure} if the text cannot be read reliably.
   */
  find(text: string, entry: Entry): unknown;
  /** Returns the number of keys of a path that exist in the text. */
  depth(text: string, path: readonly string[]): number;
  /** Returns the text with the entry, which replaces an earlier one. @throws {@link Failure} if it cannot be added. */
  insert(text: string, entry: Entry): string;
  /**
   * Returns the text without the entry. Lists and objects that were created for it (those after the first `existing`
   * keys) are removed, too, if they are empty.
   */
  remove(text: string, entry: Entry, existing: number): string;
}
