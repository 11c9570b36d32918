// Compresses the outputs of tools one by one, as they are made. Each is compressed by itself, so it is the same in
// every later request.
import type { Headroom } from '../headroom/index.js';
import { givesBack } from '../tool/index.js';
import { modeOf } from './options.js';

/** Counts for the outputs of a tool. */
export interface ToolTotals {
  readonly outputs: number;
  /** The number of outputs that changed. */
  readonly compressed: number;
  readonly tokensBefore: number;
  readonly tokensAfter: number;
}

/** How one output is compressed. */
export interface OutputCall {
  readonly tool: string;
  readonly signal?: AbortSignal | undefined;
  /** The question that the output should answer. */
  readonly query?: string;
  /** True if the model has the tool `headroom_retrieve`. Text is elided only then. */
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

  /** Returns the text for the model, or the given text if it cannot be compressed. Never fails. */
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

  /** Copies a list of parts with compressed texts. Returns the list itself if none changed. */
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

  /** The counts so far, by tool. */
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
