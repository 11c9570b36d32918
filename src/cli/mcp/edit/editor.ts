/** Changes one entry in the text of a configuration and leaves all else as it is, byte for byte. */
export interface Editor {
  /** The entry; undefined where there is none. @throws {@link Failure} for a text that cannot be read for sure. */
  find(text: string): unknown;
  /** The text with the entry, in the place of an earlier one. @throws {@link Failure} where it cannot be added. */
  insert(text: string, value: object): string;
  /** The text without the entry. `whole`: without the list that it stood in as well, if nothing else is in it. */
  remove(text: string, whole: boolean): string;
  /** Whether the text has the list that entries stand in. */
  hasContainer(text: string): boolean;
}
