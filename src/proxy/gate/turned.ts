/** Why a request is turned away. */
export interface Turned {
  readonly status: number;
  /** What the provider calls such an error. */
  readonly type?: string;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}
