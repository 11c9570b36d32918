// The outputs of tools, compressed one by one where they are made: each text by itself, so that it is the same in every request that has it.
import type { Headroom } from '../headroom/index.js';
import { givesBack } from '../tool/index.js';
import { modeOf } from './options.js';

/** What became of the outputs of a tool. */
export interface ToolTotals {
  readonly outputs: number;
  /** How many of them changed. */
  readonly compressed: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** How one output is compressed. */
export interface OutputCall {
  readonly tool: string;
  readonly signal?: AbortSignal | undefined;
  /** What the output is read for. */
  readonly query?: string;
  /** Whether the model has `headroom_retrieve`: only then is text elided. */
  readonly retrieves?: boolean;
}

const NOTHING: ToolTotals = { outputs: 0, compressed: 0, tokensBefore: 0, tokensAfter: 0 };

/** Compresses the outputs of tools, and counts by tool. */
export class ToolOutputs {
  readonly headroom: Headroom;
  readonly #totals = new Map<string, ToolTotals>();

  constructor(headroom: Headroom) {
    this.headroom = headroom;
  }

  /** What the model is told: the text itself where it cannot be compressed. Never fails. */
  async text(text: string, { tool, signal, query, retrieves = false }: OutputCall): Promise<string> {
    if (givesBack(tool)) return text;
    try {
      const result = await this.headroom.compressText(text, {
        tool,
        ...(!retrieves && { exactOnly: true }),
        ...(query !== undefined && { query, policy: 'oneshot' }),
        ...(signal && { signal }),
      });
      const isSent = modeOf(this.headroom) === 'optimize';
      this.#count(tool, result.tokensBefore, result.tokensAfter, isSent && result.compressed);
      return isSent ? result.text : text;
    } catch {
      return text;
    }
  }

  /** A copy of a list of parts in which the texts are compressed; the list itself where none changed. */
  async parts<P>(parts: readonly P[], call: OutputCall): Promise<readonly P[]> {
    let isChanged = false;
    const sent: P[] = [];
    for (const part of parts.slice()) {
      const { type, text } = { ...part } as { type?: unknown; text?: unknown };
      const own = type === 'text' && typeof text === 'string' ? await this.text(text, call) : text;
      isChanged ||= own !== text;
      sent.push(own === text ? part : { ...part, text: own });
    }
    return isChanged ? sent : parts;
  }

  /** What was done so far, by tool. */
  totals(): Readonly<Record<string, ToolTotals>> {
    return Object.fromEntries(this.#totals);
  }

  #count(tool: string, before: number, after: number, isCompressed: boolean): void {
    const { outputs, compressed, tokensBefore, tokensAfter } = this.#totals.get(tool) ?? NOTHING;
    this.#totals.set(tool, {
      outputs: outputs + 1,
      compressed: compressed + Number(isCompressed),
      tokensBefore: tokensBefore + before,
      tokensAfter: tokensAfter + after,
    });
  }
}
