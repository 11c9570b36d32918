// Requests of Chat Completions.
import type { RequestPart } from '../provider.js';

export const request: RequestPart = {
  matches: ({ messages }) => Array.isArray(messages),
};
