/** What a check found. */
export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly said: string;
  /** What the user can do. */
  readonly advice?: string;
  /** Puts it right; not there: only the user can. Gives what was done. */
  readonly fix?: () => string;
}
