// Finds the tool results in a conversation, and the tool that returned each.
import { piecesOf, withTexts, type Message, type Text } from '../providers/index.js';
import { givesBack } from '../tool/index.js';

/** A tool result. */
interface ToolText extends Text {
  readonly tool: string | undefined;
}

/** Returns the new text of a result. */
type Change = (text: string, tool: string | undefined, message: number) => Promise<string>;

/** Replaces texts in tool results. Messages without a change stay the same objects. */
export async function withResults<M extends Message>(
  messages: readonly M[],
  change: Change,
  signal: AbortSignal | undefined,
): Promise<M[]> {
  const changed: M[] = [];
  let at = 0;
  for (const results of resultsIn(messages)) {
    const texts: Text[] = [];
    for (const { tool, ...of } of results) {
      if (signal?.aborted) throw signal.reason;
      const sent = await change(of.text, tool, at);
      if (sent !== of.text) texts.push({ ...of, text: sent });
    }
    changed.push(texts.length === 0 ? messages[at]! : withTexts(messages[at]!, texts));
    at += 1;
  }
  return changed;
}

/** The tool results in each message. Results of `headroom_retrieve` are excluded, because they stay unchanged. */
function* resultsIn(messages: readonly Message[]): Iterable<readonly ToolText[]> {
  const tools = new Map<string, string>();
  for (const pieces of piecesOf(messages)) {
    const results: ToolText[] = [];
    for (const piece of pieces) {
      if (piece.type === 'call') tools.set(piece.id, piece.tool);
      if (piece.type !== 'result') continue;
      const tool = piece.id === undefined ? undefined : tools.get(piece.id);
      if (tool === undefined || !givesBack(tool)) results.push({ ...piece, tool });
    }
    yield results;
  }
}
