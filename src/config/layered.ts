/**
 * Merges settings: those in `over` override the others, group by group. A list replaces a list, and `undefined` sets
 * nothing.
 */
export function layered<T extends object>(base: T, over: object): T {
  const settings = new Map<string, unknown>(Object.entries(base));
  for (const [name, value] of Object.entries(over)) {
    const below = settings.get(name);
    if (value !== undefined) settings.set(name, isGroup(below) && isGroup(value) ? layered(below, value) : value);
  }
  return Object.fromEntries(settings) as T;
}

function isGroup(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
