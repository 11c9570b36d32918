// Prompts: requests that the user of a client can choose from a list.
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  type GetPromptResult,
} from '@modelcontextprotocol/sdk/types.js';
import type { Fields } from '../providers/index.js';
import { ProtocolError, Refusal } from './refusal.js';
import { optionalText, requiredText } from './tools/input.js';
import { RETRIEVE } from './tools/retrieve.js';

const FIND_IN_ORIGINAL = {
  name: 'find-in-original',
  title: 'Find in an original',
  description: 'Looks something up in the originals of texts that were shortened in this conversation.',
  arguments: [
    { name: 'question', description: 'What to look up', required: true },
    { name: 'handle', description: 'The handle of one original. Default: the model chooses', required: false },
  ],
};

/** Answers requests for prompts. */
export function servePrompts(server: Server): void {
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts: [FIND_IN_ORIGINAL] }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params }): GetPromptResult => {
    if (params.name !== FIND_IN_ORIGINAL.name)
      throw new ProtocolError(
        ErrorCode.InvalidParams,
        `There is no such prompt. The prompt is ${FIND_IN_ORIGINAL.name}.`,
      );
    try {
      const text = findInOriginal(params.arguments ?? {});
      return {
        description: FIND_IN_ORIGINAL.description,
        messages: [{ role: 'user', content: { type: 'text', text } }],
      };
    } catch (error) {
      if (error instanceof Refusal) throw new ProtocolError(ErrorCode.InvalidParams, error.message);
      throw error;
    }
  });
}

function findInOriginal(input: Fields): string {
  const [question, handle] = [requiredText(input, 'question'), optionalText(input, 'handle')];
  const where =
    handle === undefined
      ? `Some texts in this conversation were shortened. Each says what was left out and names a handle. Choose the handles whose originals may have the answer.`
      : `The original has the handle ${handle}.`;
  return `Look this up in the original text: ${question}

${where} Call ${RETRIEVE.name} with the handle, and with a \`query\` of a few words that the answer may contain. If nothing fits, try other words, or read the original in parts with \`lines\`. Quote the lines that answer, with their numbers. If the originals do not have the answer, say so.
`;
}
