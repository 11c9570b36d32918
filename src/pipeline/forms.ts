// The forms of custom compressors: a header with the name, and the output of the compressor. Originals that look like
// a form are escaped.
import { native } from '../native/index.js';
import { detect } from '../text/index.js';
import { VERBATIM, type CustomCompressor, type TextInfo } from './define.js';

/** The reason why a form was dropped. */
export type Refusal =
  /** The compressor threw, or did not return text. */
  | 'failed'
  /** It does not expand to the text. */
  | 'not-reversible'
  /** It is not cheaper. */
  | 'not-shorter';

/** A compressor's result for a text. */
export interface Attempt {
  readonly name: string;
  /** The reason why its form was dropped. Undefined if it has none, or if the form was used. */
  readonly refusal: Refusal | undefined;
  /** The duration in milliseconds. */
  readonly ms: number;
}

/** The result for a text. */
export interface Outcome {
  readonly text: string;
  /** The name of the compressor that wrote it. Undefined for an original. */
  readonly by: string | undefined;
  readonly attempts: readonly Attempt[];
}

const HEADER = /^\[by ([a-z][a-z0-9-]*)\]\n/;

/** Writes and reads the forms of some compressors. The first valid form is used. */
export class Forms {
  readonly #compressors: readonly CustomCompressor[];

  constructor(compressors: readonly CustomCompressor[]) {
    this.#compressors = compressors;
  }

  /** Returns the text to send. A text that was sent before is sent again unchanged. */
  async write(text: string, tool: string | undefined): Promise<Outcome> {
    const by = this.#nameIn(text);
    if (by === undefined) return this.#shortest(text, tool);
    const isOurs = by === VERBATIM ? await this.#isEscaped(text, tool) : await this.#isForm(text, tool);
    return { text: isOurs ? text : headed(VERBATIM, text), by: undefined, attempts: [] };
  }

  /** True if a text is the compressed form of some original. */
  async #isForm(text: string, tool: string | undefined): Promise<boolean> {
    const original = await this.read(text);
    return original !== text && (await this.#shortest(original, tool)).text === text;
  }

  /** True if a text is the escaped form of an original that looks like a form. Only one escape is removed. */
  async #isEscaped(text: string, tool: string | undefined): Promise<boolean> {
    const body = text.slice(headed(VERBATIM, '').length);
    const by = this.#nameIn(body);
    return by !== undefined && by !== VERBATIM && !(await this.#isForm(body, tool));
  }

  /** Returns the original of a sent text. A text that is no valid form is its own original. */
  async read(text: string): Promise<string> {
    const by = this.#nameIn(text);
    if (by === undefined) return text;
    const body = text.slice(headed(by, '').length);
    if (by === VERBATIM) return this.#nameIn(body) === undefined ? text : body;
    try {
      const original = await this.#compressors.find(({ name }) => name === by)!.expand(body);
      return typeof original === 'string' ? original : text;
    } catch {
      return text;
    }
  }

  async #shortest(text: string, tool: string | undefined): Promise<Outcome> {
    const attempts: Attempt[] = [];
    let info: TextInfo | undefined;
    for (const compressor of this.#compressors) {
      const start = performance.now();
      const form = await formOf(compressor, text, (info ??= { kind: detect(text).kind, tool }));
      const refusal = typeof form === 'object' ? form.refusal : undefined;
      attempts.push({ name: compressor.name, refusal, ms: performance.now() - start });
      if (typeof form === 'string') return { text: form, by: compressor.name, attempts };
    }
    return { text, by: undefined, attempts };
  }

  #nameIn(text: string): string | undefined {
    const by = HEADER.exec(text)?.[1];
    return by === VERBATIM || this.#compressors.some(({ name }) => name === by) ? by : undefined;
  }
}

/** Returns the checked form of a text. Undefined if the compressor has none. */
async function formOf(
  { name, accepts, compress, expand }: CustomCompressor,
  text: string,
  info: TextInfo,
): Promise<string | { refusal: Refusal } | undefined> {
  try {
    if (!accepts(info)) return undefined;
    const body: unknown = await compress(text);
    if (body === undefined) return undefined;
    if (typeof body !== 'string') return { refusal: 'failed' };
    if ((await expand(body)) !== text) return { refusal: 'not-reversible' };
    const form = headed(name, body);
    return native.estimateTokens(form) < native.estimateTokens(text) ? form : { refusal: 'not-shorter' };
  } catch {
    return { refusal: 'failed' };
  }
}

function headed(name: string, body: string): string {
  return `[by ${name}]\n${body}`;
}
