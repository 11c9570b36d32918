import { plural } from '../../format/index.js';
import { MAX_ANSWER_BYTES } from '../../tool/index.js';
import { linesOf } from '../read/index.js';
import { Refusal } from '../refusal.js';
import { isAskedFor, optionalText, requiredText } from './input.js';
import type { Tool } from './tool.js';

/** `headroom_read`: returns a file. References in it stand for lines that this session has read before. */
export const READ: Tool = {
  name: 'headroom_read',
  description:
    'Reads a text file in the working folder. What you have read with this tool before is not repeated: ' +
    '[@ headroom_read a.ts] stands for the whole of a.ts as you read it, and [@ headroom_read a.ts:1-19] for its lines 1 to 19. ' +
    'Set fresh if you no longer see what you read before.',
  inputSchema: {
    type: 'object',
    properties: {
      path: { type: 'string', description: 'The file: absolute, or relative to the working folder.' },
      lines: { type: 'string', description: 'Only these lines, counted from 1, such as 120-160.' },
      fresh: { type: 'boolean', description: 'Gives the whole text, and forgets what was read before.' },
    },
    required: ['path'],
  },
  offered: ({ folders }) => folders !== undefined,
  async call({ folders, reads, savings }, input) {
    const path = requiredText(input, 'path');
    const range = optionalText(input, 'lines');
    const file = await folders!.read(path);
    const text = range === undefined ? file.text : linesOf(file.text, range);
    if (Buffer.byteLength(text) > MAX_ANSWER_BYTES)
      throw new Refusal(
        `This is too much at once: ${plural(Buffer.byteLength(text), 'byte')} in ${plural(text.split('\n').length, 'line')}. Ask for some of the lines, such as "1-400".`,
      );
    // Line numbers in a reference are those of the whole text, so a part of a file cannot be referred to.
    if (range !== undefined) return { parts: [text] };
    if (isAskedFor(input, 'fresh')) reads.forget();
    const { short, tokensBefore, tokensAfter } = await reads.add(file.path, text);
    savings.add('reads', tokensBefore, tokensAfter);
    return { parts: [short] };
  },
};
