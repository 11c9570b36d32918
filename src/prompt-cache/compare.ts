// Finds where a prompt differs from the one before it, and why.
import type { Tier } from '../providers/index.js';
import type { Count } from './json.js';
import type { Prompt, Segment } from './prompt.js';
import { volatileIn, type Volatile, type VolatileKind } from './volatile.js';

/** Why a cached prefix broke. */
export type BreakReason =
  | 'model-changed'
  | 'parameter-changed'
  | 'tools-reordered'
  | 'tools-changed'
  | 'tool-changed'
  | 'system-changed'
  | 'message-changed'
  | 'messages-removed';

/**
 * Volatile text before and after a change. `counter`: the only change is in one number, and the number is of no other
 * kind.
 */
export interface VolatileChange {
  readonly kind: VolatileKind | 'counter';
  readonly before: string;
  readonly after: string;
}

/** A break. Its tokens are counted in segments of the prompt before it. */
export interface Break {
  readonly reason: BreakReason;
  readonly where: string;
  readonly volatile: readonly VolatileChange[];
  /** Estimated tokens of the prefix that did not change. */
  readonly tokensKept: number;
  /** Tokens behind the change that are sent again, and would otherwise have been read from the cache. */
  readonly tokensLost: number;
  /** The part of `tokensLost` in the tier of the change. */
  readonly tokensLostInTier: number;
  /** Tokens of segments that are new. */
  readonly tokensAdded: number;
  /** Tokens of segments that are gone. */
  readonly tokensRemoved: number;
}

/** Maximum number of volatile changes that are reported for a break. */
const MAX_NAMED = 10;
/** How far around a change volatile text is searched, in UTF-16 units. */
const MAX_DISTANCE = 64;

/** The break between a prompt and the next one of its conversation; undefined if one is a prefix of the other. */
export function compare(before: Prompt, after: Prompt, count: Count): Break | undefined {
  const differs = firstDifference(before.segments, after.segments);
  const found = [modelBreak(before, after), parameterBreak(before, after), differs].filter((own) => own !== undefined);
  const [first] = found.sort((a, b) => a.at - b.at);
  if (!first) return undefined;
  const { at, reason, where } = first;
  const changed = first === differs ? { before: before.segments[at], after: after.segments[at] } : {};
  const [volatile, suffix] =
    changed.before && changed.after && changed.before.tier === changed.after.tier
      ? changesIn(changed.before.text, changed.after.text)
      : [[], ''];
  const [again, removed, added] = shared(before.segments.slice(at), after.segments.slice(at));
  const inSuffix =
    changed.before && again.includes(changed.before) ? 0 : Math.max(0, suffix === '' ? 0 : count(suffix) || 0);
  const sum = (segments: readonly Segment[]): number => segments.reduce((total, { tokens }) => total + tokens, 0);
  const tier = before.segments[at]?.tier;
  return {
    reason,
    where,
    volatile,
    tokensKept: sum(before.segments.slice(0, at)),
    tokensLost: sum(again) + inSuffix,
    tokensLostInTier: sum(again.filter((segment) => segment.tier === tier)) + inSuffix,
    tokensAdded: sum(added),
    tokensRemoved: sum(removed),
  };
}

interface Found {
  readonly at: number;
  readonly reason: BreakReason;
  readonly where: string;
}

function modelBreak(before: Prompt, after: Prompt): Found | undefined {
  return before.model === after.model ? undefined : { at: 0, reason: 'model-changed', where: 'model' };
}

function parameterBreak(before: Prompt, after: Prompt): Found | undefined {
  const changed = before.parameters.flatMap(({ name, from, value }) => {
    const now = after.parameters.find((own) => own.name === name);
    return now && now.value !== value
      ? [{ at: startOf(before.segments, from), reason: 'parameter-changed' as const, where: name }]
      : [];
  });
  return changed.sort((a, b) => a.at - b.at)[0];
}

const TIERS: readonly Tier[] = ['tools', 'system', 'messages'];

function startOf(segments: readonly Segment[], from: Tier): number {
  const at = segments.findIndex(({ tier }) => TIERS.indexOf(tier) >= TIERS.indexOf(from));
  return at < 0 ? segments.length : at;
}

function firstDifference(before: readonly Segment[], after: readonly Segment[]): Found | undefined {
  const end = Math.min(before.length, after.length);
  let at = 0;
  while (at < end && before[at]!.text === after[at]!.text && before[at]!.tier === after[at]!.tier) at += 1;
  if (at === end) return undefined;
  const [was, is] = [before[at]!, after[at]!];
  if (was.tier === 'tools' || is.tier === 'tools')
    return { at, ...toolChange(before, after, was.tier === 'tools' ? was : is) };
  if (was.tier === 'system' || is.tier === 'system')
    return { at, reason: 'system-changed', where: was.tier === 'system' ? was.where : is.where };
  const isGone = before.slice(at + 1).some(({ text }) => text === is.text);
  return { at, reason: isGone ? 'messages-removed' : 'message-changed', where: was.where };
}

function toolChange(before: readonly Segment[], after: readonly Segment[], first: Segment): Omit<Found, 'at'> {
  const [was, is] = [before, after].map((segments) => segments.filter(({ tier }) => tier === 'tools')) as [
    Segment[],
    Segment[],
  ];
  const texts = (segments: readonly Segment[]): string => JSON.stringify(segments.map(({ text }) => text).sort());
  if (texts(was) === texts(is)) return { reason: 'tools-reordered', where: first.where };
  const name = ({ where }: Segment): string => where.slice(where.indexOf(' '));
  const other = is.find((tool) => name(tool) === name(first));
  const isChanged = was.some((tool) => tool === first) && other !== undefined && other.text !== first.text;
  return { reason: isChanged ? 'tool-changed' : 'tools-changed', where: first.where };
}

/**
 * Splits the segments into those that both lists have (each counted once), those only in `before`, and those only in
 * `after`.
 */
function shared(
  before: readonly Segment[],
  after: readonly Segment[],
): [again: Segment[], removed: Segment[], added: Segment[]] {
  const left = new Map<string, Segment[]>();
  for (const segment of after) {
    const same = left.get(segment.text);
    if (same) same.push(segment);
    else left.set(segment.text, [segment]);
  }
  const again: Segment[] = [];
  const removed: Segment[] = [];
  for (const segment of before) (left.get(segment.text)?.pop() ? again : removed).push(segment);
  return [again, removed, [...left.values()].flat()];
}

/** The volatile changes in a text, and the text behind the sentence or line of the last change. */
function changesIn(before: string, after: string): [changes: VolatileChange[], suffix: string] {
  const end = Math.min(before.length, after.length);
  let start = 0;
  while (start < end && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < end - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const window = (text: string): Volatile[] => {
    const from = Math.max(0, start - MAX_DISTANCE);
    const found = volatileIn(text.slice(from, text.length - same + MAX_DISTANCE));
    return found.filter((own) => own.end + from > start && own.start + from < Math.max(text.length - same, start + 1));
  };
  const [was, is] = [window(before), window(after)];
  const gone = was.filter(({ text }) => !is.some((own) => own.text === text));
  const come = is.filter(({ text }) => !was.some((own) => own.text === text));
  const changes = gone.slice(0, MAX_NAMED).flatMap(({ kind, text }) => {
    const at = come.findIndex((own) => own.kind === kind);
    return at < 0 ? [] : [{ kind, before: text, after: come.splice(at, 1)[0]!.text }];
  });
  const rest = before.slice(before.length - same);
  const stop = rest.search(/[.!?]\s|\n/);
  return [
    changes.length > 0 ? changes : counter(before, after, start, same),
    stop < 0 ? '' : rest.slice(stop + 1).trim(),
  ];
}

/** The change of a number, if nothing else changed. */
function counter(before: string, after: string, start: number, same: number): VolatileChange[] {
  const whole = (text: string): string => {
    const head = /\d{0,18}$/.exec(text.slice(Math.max(0, start - 18), start))![0];
    const tail = /^\d{0,18}/.exec(text.slice(text.length - same, text.length - same + 18))![0];
    return head + text.slice(start, text.length - same) + tail;
  };
  const [was, is] = [whole(before), whole(after)];
  return [was, is].every((text) => /^\d{1,18}$/.test(text)) ? [{ kind: 'counter', before: was, after: is }] : [];
}
