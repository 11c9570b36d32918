// What messages consist of, whoever their provider is.

/** The keys and indexes that lead from a message to a text in it. */
export type Path = readonly (string | number)[];

/** A text, and where it stands. */
export interface Text {
  readonly text: string;
  readonly path: Path;
}

/** A text of a conversation, in the order in which the model reads them. */
export type Piece =
  /** `forProgram`: a program made the call and reads the bytes of what comes back; the model sees neither. */
  | { readonly type: 'call'; readonly id: string; readonly tool: string; readonly forProgram?: boolean }
  | { readonly type: 'argument'; readonly key: string; readonly text: string }
  | { readonly type: 'result'; readonly id: string | undefined; readonly text: string; readonly path: Path }
  | { readonly type: 'user' | 'assistant'; readonly text: string };

/** What a message of some provider has to look like for us to read it. Everything in it is passed on. */
export type Message = object;

/** An object whose fields can be looked at. */
export type Fields = Readonly<Record<string, unknown>>;
