// Views of single source files.
import { ANY, argument, oneOf, optionsOf, SIGNAL, TEXT, type Checks } from '../errors/index.js';
import { native, type CodeOutline as NativeOutline, type CodeSelection, type Detection } from '../native/index.js';
import { call, controlled, serialize } from '../text/index.js';

/**
 * How a file is shown. `outline`: without the bodies of its functions; it parses as the file does. `signatures`: one line for each function, method and
 * type, behind its line number.
 */
export type CodeView = 'outline' | 'signatures';

/** What of a file is shown. */
export interface OutlineCodeOptions extends CodeSelection {
  /** How it is shown. Default: `outline`. */
  view?: CodeView;
  /** Its language. Default: what `path` or the text says. */
  language?: NonNullable<Detection['language']>;
  /** Its path, whose ending tells the language. */
  path?: string;
  /** What it is read for: an outline keeps the bodies that match. */
  query?: string;
}

/** The same, off the event loop. */
export interface OutlineCodeAsyncOptions extends OutlineCodeOptions {
  /** Cancels the work: the promise is rejected with its reason. */
  signal?: AbortSignal;
}

/** A view of a file. */
export interface CodeOutline {
  /** What to send: the view, or the file if it is unchanged. */
  readonly text: string;
  /** The language of the file, if it is known. */
  readonly language: Detection['language'];
  /** Whether something is left out. A file is unchanged if no grammar reads it, or if its view is hardly shorter. */
  readonly outlined: boolean;
}

/** The addon checks the values of its own options. */
const CHECKS: Checks<OutlineCodeOptions> = {
  comments: ANY,
  maxBodyLines: ANY,
  targetRate: ANY,
  view: oneOf('outline', 'signatures'),
  language: ANY,
  path: TEXT,
  query: TEXT,
};
const ASYNC: Checks<OutlineCodeAsyncOptions> = { ...CHECKS, signal: SIGNAL };

/**
 * Shows a source file without what a reader can do without, on this thread. Nothing is stored: the caller keeps the file. `compressText` with the policy
 * `oneshot` and a store makes outlines whose bodies can be fetched again.
 *
 * @throws `ConfigurationError` for an unknown option or a value of the wrong type.
 *
 * @example
 * ```ts
 * import { outlineCode } from '@headroom/native/code';
 *
 * const file = `export class Orders {
 *   total(rows: Row[]): number {
 *     const prices = rows.map((row) => row.price * row.count);
 *     return prices.reduce((sum, price) => sum + price, 0);
 *   }
 * }
 * `;
 * console.log(outlineCode(file, { view: 'signatures', path: 'orders.ts' }).text);
 * // 1: export class Orders
 * // 2:   total(rows: Row[]): number
 * ```
 */
export function outlineCode(code: string, options?: OutlineCodeOptions): CodeOutline {
  const text = argument('code', code, TEXT);
  const [request, selection] = split(optionsOf(options, CHECKS));
  if (!text.isWellFormed()) return outcome(text, {});
  return outcome(
    text,
    call(() => native.outlineCode(text, request, selection)),
  );
}

/**
 * As {@link outlineCode}, off the event loop.
 *
 * @throws the reason of `signal`, if it cancels the work.
 *
 * @example
 * ```ts
 * import { outlineCodeAsync } from '@headroom/native/code';
 *
 * const { language } = await outlineCodeAsync('def total(rows):\n    return sum(rows)\n', { path: 'orders.py' });
 * console.log(language); // python
 * ```
 */
export async function outlineCodeAsync(code: string, options?: OutlineCodeAsyncOptions): Promise<CodeOutline> {
  const text = argument('code', code, TEXT);
  const { signal, ...own } = optionsOf(options, ASYNC);
  const [request, selection] = split(own);
  if (!text.isWellFormed()) return outcome(text, {});
  const work = controlled((control) => call(() => native.outlineCodeAsync(text, request, selection, control)), signal);
  return outcome(text, await work);
}

/** What the addon takes: the request, and what an outline keeps. */
function split({
  view,
  language,
  path,
  query,
  ...selection
}: OutlineCodeOptions): [request: string | undefined, selection: string | undefined] {
  return [serialize({ view, language, path, query }), serialize(selection)];
}

/** `view`: empty for a text with a lone surrogate, which UTF-8 cannot hold. */
function outcome(text: string, view: NativeOutline): CodeOutline {
  return { text: view.text ?? text, language: view.language, outlined: view.text !== undefined };
}
