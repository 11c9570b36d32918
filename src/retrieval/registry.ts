import { shapeOf, type ToolShape } from '../tool/index.js';
import { anthropic } from './anthropic/dialogue.js';
import { bedrock } from './bedrock/dialogue.js';
import type { Dialogue } from './dialogue.js';
import { gemini } from './gemini/dialogue.js';
import { openai } from './openai/dialogue.js';
import { responses } from './responses/dialogue.js';

const DIALOGUES: Readonly<Record<ToolShape, Dialogue>> = { anthropic, openai, responses, gemini, bedrock };

/** That of a request. @throws {@link ConfigurationError} where its shape is not known. */
export function dialogueOf(request: object, shape: ToolShape | undefined): Dialogue {
  return DIALOGUES[shapeOf(request, shape).name as ToolShape];
}
