// The provider-independent parts of messages.

/** The keys and indexes that lead from a message to a text in it. */
export type Path = readonly (string | number)[];

/** A text and its place in the message. */
export interface Text {
  readonly text: string;
  readonly path: Path;
  /** What stands at the path for a text. By default it is the text itself. */
  readonly write?: ((text: string) => unknown) | undefined;
}

/**
 * A part of a message that the model reads, or the call that a result belongs to. Pieces are in the order in which the
 * model reads them.
 */
export type Piece =
  /**
   * `forProgram`: a program made the call and reads the result. The model sees neither, so the result must not change.
   */
  | { readonly type: 'call'; readonly id: string; readonly tool: string; readonly forProgram?: boolean }
  | { readonly type: 'argument'; readonly key: string; readonly text: string }
  /** `isError`: the call failed. */
  | {
      readonly type: 'result';
      readonly id: string | undefined;
      readonly text: string;
      readonly path: Path;
      readonly isError?: boolean;
      readonly write?: Text['write'];
    }
  /** A document that the user gave, apart from what the user says. */
  | { readonly type: 'document'; readonly text: string; readonly path: Path; readonly write?: Text['write'] }
  | { readonly type: 'assistant'; readonly text: string }
  /** `path`: only where the user wrote it. Instructions have none. */
  | { readonly type: 'user'; readonly text: string; readonly path?: Path };

/** A message of any provider. Fields that we do not know are passed on. */
export type Message = object;

/** An object whose fields may have any value. */
export type Fields = Readonly<Record<string, unknown>>;
