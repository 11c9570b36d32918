/** A flat list of names and values, as in Node's `rawHeaders`. */
export type RawHeaders = readonly string[];

/** The values of a header. The name is in lower case. */
export function valuesOf(raw: RawHeaders, name: string): string[] {
  return raw.filter((_, at) => at % 2 === 1 && raw[at - 1]!.toLowerCase() === name);
}
