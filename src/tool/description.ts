// The tool as models see it. It is the same for all providers, and always the same bytes, because tools come first in a
// prompt cache.
import type { Tool } from '../providers/index.js';
import { RETRIEVE_TOOL } from './name.js';

/** Default limit of an answer, in bytes: about 8,000 tokens. */
export const LIMIT = 32_768;
/** Maximum limit of an answer, in bytes: about 65,000 tokens. More would fill the context of most models. */
export const MAX_ANSWER_BYTES = 262_144;

/** When and how to use the tool. */
const DESCRIPTION =
  'Gives back what was left out of a tool result. Where you see a note such as [312 lines left out: headroom_retrieve q9w1dfwf077ymga1] and need what is missing, call this with the handle in the note. ' +
  'Ask for the part that you need by one of query, lines, rows and path; without any of them you get the whole text from its start. Line and row numbers are those of the whole text.';

/** The arguments, as JSON Schema. */
const PROPERTIES: Tool['properties'] = {
  handle: { type: 'string', description: 'The handle in the note, such as q9w1dfwf077ymga1.' },
  query: { type: 'string', description: 'Words to look for: gives the passages that say most about them.' },
  lines: { type: 'string', description: 'Lines, counted from 1, such as 120-160.' },
  rows: { type: 'string', description: 'Rows of JSON, counted from 1, such as 1-20.' },
  fields: { type: 'array', items: { type: 'string' }, description: 'With rows: only these fields of them.' },
  path: { type: 'string', description: 'A place in JSON, such as /items/0/name.' },
  limit: {
    type: 'integer',
    description: `The most bytes to give back, ${LIMIT} unless you say, at most ${MAX_ANSWER_BYTES}.`,
  },
};

export const TOOL: Tool = {
  name: RETRIEVE_TOOL,
  description: DESCRIPTION,
  properties: PROPERTIES,
  required: ['handle'],
};
