// Requests of Gemini's generateContent.
import type { RequestPart } from '../provider.js';

export const request: RequestPart = {
  matches: (own) => 'contents' in own,
};
