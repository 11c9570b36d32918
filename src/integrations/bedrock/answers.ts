// Handles calls of `headroom_retrieve` that stand beside calls of other tools. They go to the caller, who does not
// know the tool and answers with an error. Each request replaces these results by ours.
import type { Headroom } from '../../headroom/index.js';
import { isRecord, type Fields, type Message } from '../../providers/index.js';
import { idOfCall, isOwnCall } from '../../tool/index.js';

/** Returns the messages with our answers instead of the caller's, or the same list if there are none. */
export async function answered(messages: readonly Message[], headroom: Headroom): Promise<readonly Message[]> {
  const calls = new Map<string | undefined, Fields>();
  const answer = async (block: Fields): Promise<Fields> => {
    if (isOwnCall(block)) calls.set(idOfCall(block), block);
    const { toolResult } = block;
    const call = isRecord(toolResult) ? calls.get(toolResult['toolUseId'] as string) : undefined;
    return call ? ((await headroom.handleToolCall(call)) as Fields) : block;
  };
  const all: Message[] = [];
  for (const message of messages.slice()) {
    const { content } = message as { content?: unknown };
    const blocks: Fields[] = [];
    for (const block of Array.isArray(content) ? content : []) blocks.push(await answer(block));
    const isChanged = blocks.some((block, at) => block !== (content as unknown[])[at]);
    all.push(isChanged ? { ...message, content: blocks } : message);
  }
  return all;
}
