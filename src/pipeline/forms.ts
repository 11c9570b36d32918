// The forms of custom compressors: a header with the name, and what the compressor wrote. What an original has that looks like one is escaped.
import { native } from '../native/index.js';
import { detect } from '../text/index.js';
import { VERBATIM, type CustomCompressor, type TextInfo } from './define.js';

/** Why a form was dropped. */
export type Refusal =
  /** The compressor threw, or gave what is no text. */
  | 'failed'
  /** It does not give the text back. */
  | 'not-reversible'
  /** It is not cheaper. */
  | 'not-shorter';

/** What a compressor did with a text. */
export interface Attempt {
  readonly name: string;
  /** Why its form was dropped; nothing where it has none, or it was taken. */
  readonly refusal: Refusal | undefined;
  /** Milliseconds. */
  readonly ms: number;
}

/** What became of a text. */
export interface Outcome {
  readonly text: string;
  /** Who wrote it; nothing where it is the original. */
  readonly by: string | undefined;
  readonly attempts: readonly Attempt[];
}

const HEADER = /^\[by ([a-z][a-z0-9-]*)\]\n/;

/** Writes and reads the forms of some compressors. The first one whose form holds is taken. */
export class Forms {
  readonly #compressors: readonly CustomCompressor[];

  constructor(compressors: readonly CustomCompressor[]) {
    this.#compressors = compressors;
  }

  /** The text as it is sent. What was sent for a text is sent again. */
  async write(text: string, tool: string | undefined): Promise<Outcome> {
    const by = this.#nameIn(text);
    if (by === undefined) return this.#shortest(text, tool);
    const isOurs = by === VERBATIM ? await this.#isEscaped(text, tool) : await this.#isForm(text, tool);
    return { text: isOurs ? text : headed(VERBATIM, text), by: undefined, attempts: [] };
  }

  /** Whether a text is what is sent for some original. */
  async #isForm(text: string, tool: string | undefined): Promise<boolean> {
    const original = await this.read(text);
    return original !== text && (await this.#shortest(original, tool)).text === text;
  }

  /** Whether a text is what is sent for an original that looks like a form. Behind two marks nobody looks. */
  async #isEscaped(text: string, tool: string | undefined): Promise<boolean> {
    const body = text.slice(headed(VERBATIM, '').length);
    const by = this.#nameIn(body);
    return by !== undefined && by !== VERBATIM && !(await this.#isForm(body, tool));
  }

  /** The original of a text as it was sent. A text that cannot be read is one. */
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

/** The form of a text, checked; nothing where the compressor has none. */
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
