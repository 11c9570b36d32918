/** A refusal of a request. */
export interface Turned {
  readonly status: number;
  /** The provider's name for such an error. */
  readonly type?: string;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}
