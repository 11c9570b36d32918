// Finds an earlier request that asks the same in other words. Off by default: two questions that look alike may need
// two answers.
import { HeadroomError } from '../errors/index.js';
import { likeness, type Embedder } from '../headroom/index.js';
import { conversationIn, piecesOf } from '../providers/index.js';
import { factsOf } from './facts.js';

/** How requests that mean the same get the same response. */
export interface SemanticCacheOptions {
  /** A sentence encoder, such as `loadEmbedder` of `@headroom/native/local-models` gives. */
  embedder: Embedder;
  /** How alike two questions have to be, from 0 to 1. Default: 0.97. */
  threshold?: number;
}

/** A question, and all else that decides about its answer. */
export interface Question {
  readonly rest: string;
  readonly vector: ArrayLike<number>;
  /** What has to be the same in a question that means the same. */
  readonly facts: string;
}

/** The default threshold. With MiniLM, questions with another number or name in them stand below it. */
export const DEFAULT_THRESHOLD = 0.97;
/** Longer bodies and questions are known by their bytes alone. */
const MAX_BODY = 1 << 20;
const MAX_QUESTION = 2000;
/** Questions that are remembered beside one rest. */
const MAX_QUESTIONS = 256;
const WHOLE = 1000;

/** Remembers questions whose responses are kept. */
export class Alike {
  readonly #embedder: Embedder;
  readonly #least: number;
  #problem: string | undefined;
  /** The questions beside each rest, by the key of their response. */
  readonly #known = new Map<string, Map<string, Question>>();

  constructor({ embedder, threshold = DEFAULT_THRESHOLD }: SemanticCacheOptions) {
    this.#embedder = embedder;
    this.#least = Math.round(threshold * WHOLE);
  }

  /**
   * The question of a body: the last text of the user. Nothing where the last message has more than that, or the
   * encoder fails. `scope`: what else must be the same, such as who asks.
   */
  async questionIn(body: Buffer, scope: (rest: string) => string): Promise<Question | undefined> {
    if (body.length > MAX_BODY) return undefined;
    try {
      const value: unknown = JSON.parse(body.toString());
      const last = conversationIn(value)?.messages.at(-1);
      const [piece, ...others] = last ? [...piecesOf([last])].flat() : [];
      if (piece?.type !== 'user' || others.length > 0 || piece.text.length > MAX_QUESTION) return undefined;
      const [source, literal] = [JSON.stringify(value), JSON.stringify(piece.text)];
      const at = source.lastIndexOf(literal);
      if (at < 0) return undefined;
      const [vector] = await this.#embedder.embed([piece.text]);
      this.#problem = undefined;
      const rest = scope(source.slice(0, at) + source.slice(at + literal.length));
      return vector && { rest, vector, facts: factsOf(piece.text) };
    } catch (error) {
      this.#problem = HeadroomError.isInstance(error) ? error.code : 'failed';
      return undefined;
    }
  }

  /** The number of questions, and why the encoder cannot be used: the code of its last error. */
  stats(): object {
    const questions = [...this.#known.values()].reduce((sum, own) => sum + own.size, 0);
    return { questions, threshold: this.#least / WHOLE, ...(this.#problem && { unavailable: this.#problem }) };
  }

  /** The key of the response to the question that is most alike; nothing if none is alike enough. */
  find({ rest, vector, facts }: Question): string | undefined {
    let best: { readonly key: string; readonly score: number } | undefined;
    for (const [key, known] of this.#known.get(rest) ?? []) {
      const score = known.facts === facts ? likeness(vector, known.vector) : 0;
      if (score >= this.#least && score > (best?.score ?? 0)) best = { key, score };
    }
    return best?.key;
  }

  /** Remembers the question of a response that is kept. */
  add(key: string, question: Question): void {
    const questions = this.#known.get(question.rest) ?? new Map<string, Question>();
    this.#known.set(question.rest, questions.set(key, question));
    for (const oldest of questions.keys()) {
      if (questions.size <= MAX_QUESTIONS) break;
      questions.delete(oldest);
    }
  }

  /** Forgets the question of a response that is no longer kept. */
  remove(key: string): void {
    for (const [rest, questions] of this.#known)
      if (questions.delete(key) && questions.size === 0) this.#known.delete(rest);
  }
}
