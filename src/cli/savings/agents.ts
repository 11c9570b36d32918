// The formats of transcripts. Each ignores the records of the others.
import { claudeConversations, claudeRequests } from './claude.js';
import { codexConversations, codexRequests } from './codex.js';
import { copilotConversations, copilotRequests } from './copilot.js';
import { geminiConversations, geminiRequests } from './gemini.js';
import { opencodeConversations, opencodeRequests } from './opencode.js';
import type { Conversation } from './replay.js';
import type { Request } from './usage.js';

type Records = readonly Record<string, unknown>[];

/** The conversations in the records of a session. */
export function conversationsIn(records: Records): Conversation[] {
  const readers = [
    claudeConversations,
    codexConversations,
    geminiConversations,
    opencodeConversations,
    copilotConversations,
  ];
  return readers.flatMap((read) => read(records)).filter(({ messages }) => messages.length > 0);
}

/** The requests in the records of a session, in their order. */
export function requestsIn(records: Records): Request[] {
  const readers = [claudeRequests, codexRequests, geminiRequests, opencodeRequests, copilotRequests];
  return readers.flatMap((read) => read(records));
}
