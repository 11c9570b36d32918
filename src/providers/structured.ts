// Structured results that are sent as one text. Rows get much shorter in it than string by string.
import { attempt, isRecord, textsWithin } from './look.js';
import type { Fields, Path, Text } from './message.js';

/**
 * The first line of a structured result that is sent as text. By it, `expand` tells the result from JSON that a tool
 * printed.
 */
const MARK = '[structured]\n';
/** Shorter JSON is not worth an own text, in UTF-16 units. */
const MIN_LEN = 200;
/** The maximum depth and number of values of a result that is sent as one text. */
const MAX_DEPTH = 8;
const MAX_VALUES = 1 << 16;
/**
 * Our own notation. A value with it is not sent as one text: its strings may have been compressed one by one. So JSON
 * with it is no whole result.
 */
const NOTATION =
  /\[(?:(?:@|lines|table|log|runs|by file,|paths|status|tree|columns|diff|stat|csv|tsv|markdown|fixed|psql|mysql|sqlite|coverage|records|templates|texts in JSON:|words left out) |json|verbatim\]|crlf\])| left out: /;

/** Whether a text may be in our own notation, or has some in it. */
export function hasNotation(text: string): boolean {
  return NOTATION.test(text);
}

/** How a provider writes a structured result. */
export interface Structure {
  /** The result. */
  readonly value: unknown;
  /** The path to the value, and to what is replaced if the value is sent as text. */
  readonly path: Path;
  readonly place: Path;
  /** What stands at `place` for a value, and for a text. */
  readonly asValue: (value: unknown) => unknown;
  readonly asText: (text: string) => unknown;
}

/**
 * The JSON of results as it is written in a body. Parsing loses how numbers are written, and the order of keys. Undefined
 * for a result that must not be sent as one text.
 */
const sources = new WeakMap<object, string | undefined>();

/** Notes the JSON that a value was parsed from; undefined if the value must stay structured. */
export function noteSource(value: unknown, source: string | undefined): void {
  const json = attempt(() => source && minified(source));
  if (typeof value === 'object' && value !== null) sources.set(value, json);
}

/** Notes for the copy of a value what was noted for it. */
export function copySource(value: object, copy: object): void {
  if (sources.has(value)) sources.set(copy, sources.get(value));
}

/**
 * The texts of a structured result: one text with its JSON, or its long strings if these are most of it. Strings at a
 * depth of at most `always` are included whatever their length.
 */
export function* textsOf(structure: Structure, always = 0): Iterable<Text> {
  const { value, path, place } = structure;
  const text = attempt(() => jsonOf(value));
  if (text === undefined) yield* textsWithin(value, path, always);
  else yield { text, path: place, write: (now) => written(now, structure) };
}

/**
 * The text of a result. Behind the mark it stands for a structured result. Plain JSON there was not written by us: it is
 * left out, because its compressed form would expand to a structured result.
 */
export function* textOf(text: string, path: Path, structure: Omit<Structure, 'value' | 'path'>): Iterable<Text> {
  if (!text.startsWith(MARK)) yield { text, path };
  else {
    const own = text.slice(MARK.length);
    if (valueIn(own) === undefined) yield { text: own, path: structure.place, write: (now) => written(now, structure) };
  }
}

function written(text: string, { asValue, asText }: Pick<Structure, 'asValue' | 'asText'>): unknown {
  const value = valueIn(text);
  return value === undefined ? asText(MARK + text) : asValue(value);
}

/** The structured result in JSON as we write it; undefined for any other text. */
function valueIn(text: string): object | undefined {
  if ((text[0] !== '{' && text[0] !== '[') || NOTATION.test(text)) return undefined;
  return attempt(() => {
    const value = JSON.parse(text) as object;
    return minified(text) === text ? value : undefined;
  });
}

/** What is found in a value. */
interface Survey {
  values: number;
  /** The units of strings that get shorter alone: those with lines, and those that are fields of the result itself. */
  prose: number;
  /** The units of the longest string. */
  longest: number;
  /** Whether the JSON of the value is known. */
  readonly isSourced: boolean;
}

/** The JSON of a value that may be sent as one text. */
function jsonOf(value: unknown): string | undefined {
  if (!isRecord(value) && !Array.isArray(value)) return undefined;
  const source = sources.get(value);
  if (source === undefined && sources.has(value)) return undefined;
  const survey = { values: 0, prose: 0, longest: 0, isSourced: source !== undefined };
  if (Object.values(value).every((field) => typeof field === 'string') || !isPlain(value, 0, survey)) return undefined;
  const json = source ?? JSON.stringify(value);
  const isMostlyText = Math.max(survey.prose, survey.longest) * 2 >= json.length;
  return json.length >= MIN_LEN && !isMostlyText && !NOTATION.test(json) ? json : undefined;
}

/** Whether a value comes back from its JSON as it was. */
function isPlain(value: unknown, depth: number, survey: Survey): boolean {
  survey.values += 1;
  if (survey.values > MAX_VALUES || depth > MAX_DEPTH) return false;
  if (typeof value === 'string') {
    survey.longest = Math.max(survey.longest, value.length);
    if (depth <= 1 || value.includes('\n')) survey.prose += value.length;
    return true;
  }
  // `JSON.stringify` cannot write these numbers, but a body can.
  if (typeof value === 'number') return survey.isSourced || (Number.isFinite(value) && !Object.is(value, -0));
  if (typeof value !== 'object') return typeof value === 'boolean';
  if (value === null) return true;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) if (!isPlain(value[at], depth + 1, survey)) return false;
    return true;
  }
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  return Object.values(value as Fields).every((child) => isPlain(child, depth + 1, survey));
}

/** JSON without blanks, and with the escapes that `JSON.stringify` writes. Numbers and keys stay as they are. */
function minified(source: string): string {
  return source.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|[ \n\r\t]+/g, (_, text: string | undefined) => {
    if (text === undefined) return '';
    return text.includes('\\') ? JSON.stringify(JSON.parse(text)) : text;
  });
}
