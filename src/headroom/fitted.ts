/** How a conversation was made to fit. */
export interface Fitted {
  /** What its messages cost now, in estimated tokens: texts and all else. */
  readonly tokens: number;
  /** Whether that is within the budget. Where it is not, all that may be dropped was. */
  readonly fits: boolean;
  /** How many messages were dropped. */
  readonly dropped: number;
  /** The handle by which they can be fetched. */
  readonly handle: string | undefined;
  /**
   * The index of the first message that is not sent as it would be without a budget: what the provider has cached
   * behind it is lost.
   */
  readonly prefixBrokenAt: number | undefined;
}
