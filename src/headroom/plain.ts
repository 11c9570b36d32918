/** A list or an object. */
export type Container = Record<string | number, unknown>;

/** True if objects of this prototype have only data. */
export function isPlain(prototype: object | null): boolean {
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}
