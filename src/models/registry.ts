// Finds a model by any of the names that providers, clouds and routers give it.
import type { ListedModel, ModelInfo, Traits } from './model.js';
import { DATE, SNAPSHOT } from './snapshot.js';
import { plain, stem } from './stem.js';
import { DEFAULT, TRAITS, UNLISTED } from './traits.js';

const MODELS: readonly ListedModel[] = [...UNLISTED, ...SNAPSHOT];
const BY_NAME: ReadonlyMap<string, ListedModel> = firstOf(
  MODELS.map((model) => [model.id, model] as const),
  MODELS.flatMap((model) => (model.names ?? []).map((name) => [name, model] as const)),
);
/** Models by stem. A model whose id is the stem itself comes before models that add a date to it. */
const BY_STEM: ReadonlyMap<string, ListedModel> = firstOf(
  MODELS.filter(({ id }) => stem(id) === dashed(id)).map((model) => [stem(model.id), model] as const),
  [...BY_NAME].map(([name, model]) => [stem(name), model] as const),
);
/** All stems, longest first. Stems of equal length are in a fixed order. */
const STEMS: readonly string[] = [...BY_STEM.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));

/** Maximum number of names whose entries are remembered. Names come from clients. */
const MAX_KNOWN = 256;
/** The entries of the last names. Each request asks for the same one several times. */
const known = new Map<string, ModelInfo>();

/** The registry's entry for a model, with defaults for an unknown one. It is shared, and must not change. */
export function lookUp(name: unknown): ModelInfo {
  const asked = plain(name);
  if (asked === undefined) return infoOf(undefined, '', 'default');
  const info = known.get(asked) ?? entryOf(asked);
  known.set(asked, info);
  const [oldest] = known.keys();
  if (known.size > MAX_KNOWN) known.delete(oldest!);
  return info;
}

function entryOf(asked: string): ModelInfo {
  const bare = stem(asked);
  const own = BY_NAME.get(asked) ?? BY_STEM.get(bare);
  if (own) return unlessFree(asked, infoOf(own, dashed(own.id), 'id'));
  const within = STEMS.find((known) => isWithin(bare, known));
  if (within !== undefined) return unlessFree(asked, infoOf(BY_STEM.get(within), within, 'name'));
  return byFamily(asked, bare);
}

function byFamily(asked: string, bare: string): ModelInfo {
  const families = TRAITS.filter(
    ({ of, provider, newest }) => (provider ?? newest) !== undefined && startIn(bare, of) >= 0,
  ).sort((a, b) => b.of.length - a.of.length);
  const [family] = families;
  if (!family) return infoOf(undefined, '', 'default');
  const member = bare.slice(startIn(bare, family.of));
  return unlessFree(asked, {
    ...infoOf(family.newest === undefined ? undefined : BY_NAME.get(family.newest), member, 'family'),
    id: member,
  });
}

function infoOf(listed: ListedModel | undefined, name: string, match: ModelInfo['match']): ModelInfo {
  const { encoding, factor, error } = trait(name, 'count') ?? DEFAULT.count;
  const context = (match === 'family' ? undefined : listed?.context) ?? trait(name, 'context');
  return {
    id: listed?.id ?? 'unknown',
    provider: listed?.provider ?? trait(name, 'provider') ?? 'unknown',
    match,
    known: match !== 'default',
    context: context ?? DEFAULT.context,
    contextKnown: context !== undefined,
    maxOutput: trait(name, 'maxOutput'),
    encoding,
    factor,
    error,
    cacheMinimum: match === 'default' ? DEFAULT.cacheMinimum : trait(name, 'cacheMinimum'),
    bindsReasoning: trait(name, 'bindsReasoning') ?? DEFAULT.bindsReasoning,
    prices: listed?.prices,
    asOf: listed && (listed.asOf ?? DATE),
  };
}

/** The trait of the longest matching prefix of a name that has it. */
function trait<K extends keyof Traits>(name: string, key: K): Traits[K] | undefined {
  const saying = TRAITS.filter((traits) => traits[key] !== undefined && startsWith(name, traits.of));
  return saying.sort((a, b) => b.of.length - a.of.length)[0]?.[key];
}

/** Removes the prices of models that a router offers for free. */
function unlessFree(asked: string, info: ModelInfo): ModelInfo {
  return asked.endsWith(':free') ? { ...info, prices: undefined, asOf: undefined } : info;
}

/** Whether a longer name contains a model's name, between dashes. If a number follows, it is another version. */
function isWithin(name: string, known: string): boolean {
  const at = startIn(name, known);
  return at >= 0 && !/^-\d/.test(name.slice(at + known.length));
}

/** The position in a name of a part that is between dashes, or -1. */
function startIn(name: string, part: string): number {
  return `-${name}-`.indexOf(`-${part}-`);
}

function startsWith(name: string, start: string): boolean {
  return name === start || name.startsWith(`${start}-`);
}

function dashed(name: string): string {
  return name.replaceAll('.', '-');
}

function firstOf<T>(...lists: (readonly (readonly [string, T])[])[]): Map<string, T> {
  return new Map(lists.flat().reverse());
}
