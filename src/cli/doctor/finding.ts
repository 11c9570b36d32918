/** The result of a check. */
export interface Finding {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly said: string;
  /** What the user can do about it. */
  readonly advice?: string;
  /** Repairs it, and returns what was done. Missing if only the user can repair it. */
  readonly fix?: () => string;
}
