/** The outcome of fitting a conversation into a budget. */
export interface Fitted {
  /** The cost of its messages now, in estimated tokens: texts and everything else. */
  readonly tokens: number;
  /** Whether the cost is within the budget. If not, every turn that may be dropped was dropped. */
  readonly fits: boolean;
  /** The number of dropped messages. */
  readonly dropped: number;
  /** The handle of the dropped messages. */
  readonly handle: string | undefined;
  /**
   * The index of the first message that differs from the conversation without a budget. The provider's cache is lost
   * from there on.
   */
  readonly prefixBrokenAt: number | undefined;
}
