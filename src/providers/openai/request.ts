// Requests of Chat Completions. Any request with `messages` that no other provider claims is taken for one.
import type { RequestPart } from '../provider.js';

export const request: RequestPart = {
  matches: ({ messages }) => Array.isArray(messages),
};
