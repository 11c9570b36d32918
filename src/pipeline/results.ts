// The results of tools in a conversation: where they stand, and which tool answered them.
import { piecesOf, withTexts, type Message, type Text } from '../providers/index.js';
import { givesBack } from '../tool/index.js';

/** A result of a tool. */
interface ToolText extends Text {
  readonly tool: string | undefined;
}

/** What becomes of a result. */
type Change = (text: string, tool: string | undefined, message: number) => Promise<string>;

/** The messages with other texts in the results of tools; those in which nothing changes are the same objects. */
export async function withResults<M extends Message>(
  messages: readonly M[],
  change: Change,
  signal: AbortSignal | undefined,
): Promise<M[]> {
  const changed: M[] = [];
  let at = 0;
  for (const results of resultsIn(messages)) {
    const texts: Text[] = [];
    for (const { text, tool, path } of results) {
      if (signal?.aborted) throw signal.reason;
      const sent = await change(text, tool, at);
      if (sent !== text) texts.push({ text: sent, path });
    }
    changed.push(texts.length === 0 ? messages[at]! : withTexts(messages[at]!, texts));
    at += 1;
  }
  return changed;
}

/** The results in each message. What `headroom_retrieve` gave back is none: it stays as it is. */
function* resultsIn(messages: readonly Message[]): Iterable<readonly ToolText[]> {
  const tools = new Map<string, string>();
  for (const pieces of piecesOf(messages)) {
    const results: ToolText[] = [];
    for (const piece of pieces) {
      if (piece.type === 'call') tools.set(piece.id, piece.tool);
      if (piece.type !== 'result') continue;
      const tool = piece.id === undefined ? undefined : tools.get(piece.id);
      if (tool === undefined || !givesBack(tool)) results.push({ text: piece.text, path: piece.path, tool });
    }
    yield results;
  }
}
