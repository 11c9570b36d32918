/** What a file has of one session. */
export interface Session {
  /** Its name in a file that has several. */
  readonly name?: string;
  readonly records: Record<string, unknown>[];
  /** The number of lines that are not JSON. */
  readonly broken: number;
}
