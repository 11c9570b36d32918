// Plugins for agents that load JavaScript. They use the library in the agent's own process. If anything fails, the
// agent goes on with the unchanged text.
import type { ConfigPart } from './agent.js';
import { wholeFile } from './entries.js';

/** Tools whose results an agent quotes in edits. */
const SKIPPED = ['read', 'edit', 'write'];
/** Shorter texts are not compressed, in characters: little could be saved. */
const MIN_LENGTH = 1000;

/**
 * A plugin in a file of its own. `body` is code that calls `shorter(text, tool)`. `library` is the module to import,
 * see {@link Self}.
 */
export function pluginIn(file: string, agent: string, library: string, body: string): ConfigPart {
  const value = `// Written by \`headroom hook install ${agent}\`. \`headroom hook uninstall ${agent}\` removes it.
import headroom from ${JSON.stringify(library)};

const { compressText } = headroom;
const SKIPPED = new Set(${JSON.stringify(SKIPPED)});

function shorter(text, tool) {
  if (typeof text !== 'string' || text.length < ${MIN_LENGTH} || SKIPPED.has(tool)) return text;
  try {
    return compressText(text, { policy: 'agent', tool }).text;
  } catch {
    return text;
  }
}

${body}`;
  return wholeFile(file, value);
}
