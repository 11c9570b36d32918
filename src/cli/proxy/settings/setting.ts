/** One setting: where it can be set, and how a text becomes its value. */
interface Common {
  /** Its option without the hyphens, and its key in a file. */
  readonly name: string;
  /** One letter for the option. */
  readonly short?: string;
  /** The option's value: `<name>`, or `[name]` where it may be left out. */
  readonly value?: `<${string}>` | `[${string}]`;
  /** False: it has no option. The command lines of processes can be read by others. */
  readonly isOption?: boolean;
  readonly env?: string;
  /** Whether it is a path: one that depended on the working folder would be another one in each checkout, so only options may have such. */
  readonly isPath?: true;
  readonly choices?: readonly string[];
  /** Its default, in words. */
  readonly fallback: string;
  readonly help: string;
}

/** `read` throws an error that says what is wanted, and does not repeat the text. */
export interface One<T> extends Common {
  readonly isList?: false;
  readonly read: (text: string) => T;
}

/** One that may be set several times; in the environment its values stand between commas. */
export interface Several<T> extends Common {
  readonly isList: true;
  readonly read: (text: string) => T;
}

export type Setting<T> = [T] extends [readonly (infer E)[]] ? Several<E> : One<T>;
/** Settings by the names that they have in code. */
export type Settings<V> = { readonly [Name in keyof V]: Setting<V[Name]> };
export type AnySetting = One<unknown> | Several<unknown>;
