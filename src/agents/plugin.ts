// Plugins for agents that load JavaScript. They use the library in the agent's own process. If anything fails, the
// agent goes on with the unchanged text.
import type { ConfigPart } from './agent.js';
import { wholeFile } from './entries.js';

/** Shorter texts are not compressed, in characters: little could be saved. */
const MIN_LENGTH = 1000;
/** The maximum depth at which texts in a structured result are looked for. */
const MAX_DEPTH = 4;

/** What a plugin consists of. */
export interface PluginParts {
  /** The name of the agent. */
  readonly agent: string;
  /** The module to import, see {@link Self}. */
  readonly library: string;
  /** The names of the tools whose results the agent quotes in edits. These stay, and so do those of our own tools. */
  readonly fileTools: readonly string[];
  /** Code that calls `shorter(result, tool)`: a text, blocks with texts, or texts in other lists and objects. */
  readonly body: string;
}

/** A plugin in a file of its own. */
export function pluginIn(file: string, { agent, library, fileTools, body }: PluginParts): ConfigPart {
  const text = `// Written by \`headroom hook install ${agent}\`. \`headroom hook uninstall ${agent}\` removes it.
import headroom from ${JSON.stringify(library)};

const { compressText } = headroom;
const FILE_TOOLS = ${JSON.stringify(fileTools)};

function shorter(value, tool, depth = 0) {
  if (FILE_TOOLS.includes(tool) || /headroom_/.test(tool) || depth > ${MAX_DEPTH}) return value;
  if (Array.isArray(value)) return value.map((item) => shorter(item, tool, depth + 1));
  // Only text may be changed in a block: the others are images, or signed.
  if (typeof value?.type === 'string')
    return typeof value.text === 'string' && value.type === 'text' ? { ...value, text: shorter(value.text, tool) } : value;
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
  pi.on('tool_result', ({ toolName, content }) => ({ content: shorter(content, toolName) }));
}
`;
/** The tools of pi that read and change files. */
export const PI_FILE_TOOLS = ['read', 'edit', 'write'] as const;

/** A plugin of opencode and its relatives. */
export const OPENCODE_PLUGIN = `export const Headroom = async () => ({
  'tool.execute.after': async ({ tool }, result) => {
    if (result?.output) result.output = shorter(result.output, tool);
  },
});
`;
/** The tools of opencode that read and change files. */
export const OPENCODE_FILE_TOOLS = ['read', 'edit', 'multiedit', 'write', 'patch', 'apply_patch'] as const;
