/** A setting: where it can be set, and how text becomes its value. */
interface Common {
  /** The name of its option without hyphens, and its key in a file. */
  readonly name: string;
  /** A short option of one letter. */
  readonly short?: string;
  /** Another name of its option, from other tools. Help does not list it. */
  readonly alias?: string;
  /** The placeholder of the option's value: `<name>`, or `[name]` if it may be omitted. */
  readonly value?: `<${string}>` | `[${string}]`;
  /** False if it has no option. Other users can read command lines, so secrets have none. */
  readonly isOption?: boolean;
  readonly env?: string;
  /** True for a path. A relative path depends on the working folder, so only options may have one. */
  readonly isPath?: true;
  readonly choices?: readonly string[];
  /** Its default, in words. */
  readonly fallback: string;
  readonly help: string;
}

/** `read` throws an error that says what is expected, and does not repeat the text. */
export interface One<T> extends Common {
  readonly isList?: false;
  readonly read: (text: string) => T;
}

/** True if it may be set several times. In the environment, commas separate its values. */
export interface Several<T> extends Common {
  readonly isList: true;
  readonly read: (text: string) => T;
}

export type Setting<T> = [T] extends [readonly (infer E)[]] ? Several<E> : One<T>;
/** Settings by their names in code. */
export type Settings<V> = { readonly [Name in keyof V]: Setting<V[Name]> };
export type AnySetting = One<unknown> | Several<unknown>;
