// A JSON document without its long strings, so that parsing and splicing it does not hold up the event loop.
import { randomBytes } from 'node:crypto';
import { decodedLiteral, longLiteralsIn, Pace, pause, slices, type LongLiteral } from '../text/index.js';
import { literalFor, replacedIn, splice } from '../splice/index.js';

/** Longer texts are written in turns, in UTF-16 units. */
const LONG = 1 << 16;
const QUOTE = Buffer.from('"');

/** A list or an object. */
type Container = Record<string | number, unknown>;

/** A document in which short strings stand for long ones. */
export class Skeleton {
  /** The value of the document, with its long strings. */
  readonly value: unknown;
  readonly #bytes: Buffer;
  readonly #source: string;
  readonly #literals: readonly LongLiteral[];
  readonly #isAscii: boolean;
  /** The random start of all stand-ins. It cannot be guessed, so a document cannot forge a stand-in. */
  readonly #name: string;

  private constructor(own: Parts, value: unknown) {
    this.#bytes = own.bytes;
    this.#source = own.source;
    this.#literals = own.literals;
    this.#isAscii = own.isAscii;
    this.#name = own.name;
    this.value = value;
  }

  /** Reads a document, in turns. Undefined if it is not JSON. @param bytes UTF-8 that does not change meanwhile. */
  static async of(bytes: Buffer, limits?: Parameters<typeof longLiteralsIn>[1]): Promise<Skeleton | undefined> {
    const { literals, isAscii } = await longLiteralsIn(bytes, limits);
    const name = randomBytes(16).toString('hex');
    let source = '';
    let at = 0;
    for (const [index, { start, end }] of literals.entries()) {
      source += `${bytes.toString('utf8', at, start)}"${name}:${index}"`;
      at = end;
    }
    source += bytes.toString('utf8', at);
    const pace = new Pace();
    const texts: string[] = [];
    for (const literal of literals) {
      const text = await decodedLiteral(bytes, literal, pace);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    try {
      const value = filled(JSON.parse(source), name, texts);
      return new Skeleton({ bytes, source, literals, isAscii, name }, value);
    } catch {
      return undefined;
    }
  }

  /** The JSON of each value that `after` replaces, with the value in its place, as {@link replacedIn} finds it. */
  *replaced(after: unknown): Iterable<readonly [value: unknown, json: string]> {
    for (const [value, json] of replacedIn(this.#source, this.value, after))
      yield [
        value,
        json.replace(new RegExp(`"${this.#name}:(\\d+)"`, 'g'), (_, number: string) => {
          const { start, end } = this.#literals[Number(number)]!;
          return this.#bytes.toString('utf8', start, end);
        }),
      ];
  }

  /** Writes the document with `after` in place of its value, as {@link splice} does, but in turns. */
  async spliced(after: unknown): Promise<Buffer> {
    const literalOf = literalFor(this.#isAscii);
    const texts: string[] = [];
    const standIn = (value: unknown): string =>
      typeof value === 'string' && value.length > LONG
        ? `"${this.#name}:${this.#literals.length + texts.push(value) - 1}"`
        : literalOf(value);
    const output = splice(this.#source, this.value, after, standIn);
    const pieces: Buffer[] = [];
    let at = 0;
    for (const { index, 0: name, 1: number } of output.matchAll(new RegExp(`"${this.#name}:(\\d+)"`, 'g'))) {
      pieces.push(Buffer.from(output.slice(at, index)));
      const literal = this.#literals[Number(number)];
      if (literal) pieces.push(this.#bytes.subarray(literal.start, literal.end));
      else pieces.push(...(await written(texts[Number(number) - this.#literals.length]!, literalOf)));
      at = index + name.length;
    }
    return Buffer.concat([...pieces, Buffer.from(output.slice(at))]);
  }
}

/** A text as JSON, in pieces. */
async function written(text: string, literalOf: (text: string) => string): Promise<Buffer[]> {
  const pieces = [QUOTE];
  for (const slice of slices(text)) {
    pieces.push(Buffer.from(literalOf(slice).slice(1, -1)));
    await pause();
  }
  return [...pieces, QUOTE];
}

interface Parts {
  readonly bytes: Buffer;
  readonly source: string;
  readonly literals: readonly LongLiteral[];
  readonly isAscii: boolean;
  readonly name: string;
}

/** The value with the texts in place of their stand-ins. */
function filled(root: unknown, name: string, texts: readonly string[]): unknown {
  if (texts.length === 0) return root;
  const holder: Container = { root };
  const pending = [holder];
  for (let own = pending.pop(); own; own = pending.pop())
    for (const key of Object.keys(own)) {
      const value = own[key];
      if (typeof value === 'object' && value !== null) pending.push(value as Container);
      else if (typeof value === 'string' && value.startsWith(name))
        own[key] = texts[Number(value.slice(name.length + 1))];
    }
  return holder['root'];
}
