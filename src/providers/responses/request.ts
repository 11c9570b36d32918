// Requests of OpenAI Responses.
import type { RequestPart } from '../provider.js';
import { hasEdits } from '../truncation.js';

export const request: RequestPart = {
  matches: (own) => !('messages' in own) && ('input' in own || 'previous_response_id' in own),

  dropsHistory: ({ truncation, context_management: edits }) => truncation === 'auto' || hasEdits(edits),
};
