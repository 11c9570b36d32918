// The client of Google with one line added, in versions 1 and 2.
import { GoogleGenAI } from '@google/genai';
import { GoogleGenAI as GoogleGenAI1 } from 'genai-1';
import { describe } from 'vitest';
import { checkGoogle } from './google.js';

describe.each([
  ['@google/genai 2', GoogleGenAI],
  ['@google/genai 1', GoogleGenAI1 as unknown as typeof GoogleGenAI],
])('%s', (_, Client) => {
  checkGoogle((baseUrl) => new Client({ apiKey: 'k', httpOptions: { baseUrl } }));
});
