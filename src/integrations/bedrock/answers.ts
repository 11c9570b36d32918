// Calls that stood beside those of other tools went to the caller, who knows no such tool and said so: its results are replaced by ours, in each request.
import type { Headroom } from '../../headroom/index.js';
import { isRecord, type Fields, type Message } from '../../providers/index.js';
import { idOfCall, isOwnCall } from '../../tool/index.js';

/** The messages with our answers in the place of the caller's; the same list where there are none. */
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
