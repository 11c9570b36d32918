// Plugins for agents that load JavaScript. They use the library in the agent's own process. If anything fails, the
// agent goes on with the unchanged text.
import type { ConfigPart } from './agent.js';
import { wholeFile } from './entries.js';

/** Tools whose results an agent quotes in edits. */
const SKIPPED = /^(?:read|view|edit|write|apply|patch|replace)/i;
/** Shorter texts are not compressed, in characters: little could be saved. */
const MIN_LENGTH = 1000;
/** The maximum depth at which texts in a structured result are looked for. */
const MAX_DEPTH = 4;

/**
 * A plugin in a file of its own. `body` is code that calls `shorter(result, tool)`: a text, or texts in lists and
 * objects. `library` is the module to import, see {@link Self}.
 */
export function pluginIn(file: string, agent: string, library: string, body: string): ConfigPart {
  const text = `// Written by \`headroom hook install ${agent}\`. \`headroom hook uninstall ${agent}\` removes it.
import headroom from ${JSON.stringify(library)};

const { compressText } = headroom;
const SKIPPED = ${SKIPPED};

function shorter(value, tool, depth = 0) {
  if (SKIPPED.test(tool) || depth > ${MAX_DEPTH}) return value;
  if (Array.isArray(value)) return value.map((item) => shorter(item, tool, depth + 1));
  if (value?.constructor === Object)
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, shorter(own, tool, depth + 1)]));
  if (typeof value !== 'string' || value.length < ${MIN_LENGTH}) return value;
  try {
    return compressText(value, { policy: 'agent', tool }).text;
  } catch {
    return value;
  }
}

${body}`;
  return wholeFile(file, text);
}

/** A plugin of pi and its relatives. Failed calls arrive there, too. */
export const PI_EXTENSION = `export default function (pi) {
  pi.on('tool_result', ({ toolName, content }) => ({
    content: content.map((block) => (block.type === 'text' ? { ...block, text: shorter(block.text, toolName) } : block)),
  }));
}
`;

/** A plugin of opencode and its relatives. */
export const OPENCODE_PLUGIN = `export const Headroom = async () => ({
  'tool.execute.after': async ({ tool }, result) => {
    result.output = shorter(result.output, tool);
  },
});
`;
