// The mod for Claude Code: a plugin whose module runs inside Claude Code around each call of a tool, failed ones too.
// A mod has no files and no network of its own. So it starts a process of ours, which ends with it, and asks that
// process over a private socket.
import { join } from 'node:path';
import type { ConfigPart, Launch } from '../agent.js';
import { jsonFile, wholeFile } from '../entries.js';

/** The name of the plugin. Claude Code puts it before the names of the plugin's tools. */
const NAME = 'headroom';
/** Tools whose output may be long. The process decides by the shape of the output. */
const TOOLS = /^(?:Bash|Grep|WebFetch|mcp__.*)$/;
/** Shorter results are not sent to the process, in characters. */
const MIN_LENGTH = 1000;

/**
 * The files of the plugin, in the folder whose plugins Claude Code loads by itself. `serve` starts the process that
 * answers.
 */
export function modParts(skills: string, serve: Launch): ConfigPart[] {
  const folder = join(skills, NAME);
  const manifest = {
    name: NAME,
    version: '1.0.0',
    description: 'Shortens the results of tools before the model reads them',
    author: { name: 'Headroom' },
  };
  return [
    jsonFile(join(folder, '.claude-plugin', 'plugin.json'), manifest),
    wholeFile(join(folder, 'hooks', 'hooks.json'), '{ "modules": ["./register.js"] }\n'),
    wholeFile(join(folder, 'hooks', 'register.js'), moduleText([serve.command, ...serve.args])),
  ];
}

function moduleText(argv: readonly string[]): string {
  return `// Written by \`headroom hook install claude\`. \`headroom hook uninstall claude\` removes it.
const SERVE = ${JSON.stringify(argv)};
const TOOLS = ${TOOLS};

// What the process says: its socket, and the tool that retrieves elided text, if it elides.
let server;

export function register(on) {
  on('session.start', async ($, e, next) => {
    const started = await next(e);
    server = serve($).catch(() => undefined);
    const tool = (await server)?.tool;
    if (tool) await $.tool.register(tool);
    return started;
  });

  on('tool.call', { tool: 'mcp__${NAME}__headroom_retrieve' }, async ($, e, next) => {
    // Without a tool of its own, the mod meets the tool of the MCP server, which has this name, too.
    if (!(await server)?.tool) return next(e);
    const { tool, tool_use_id, agentId, ...input } = e;
    const said = await ask($, '/retrieve', input);
    return { result: said?.text ?? 'The original cannot be read now. Run the tool that it came from again.' };
  });

  on('tool.call', async ($, e, next) => {
    const given = await next(e);
    if (given.deny !== undefined || !TOOLS.test(e.tool) || !(given.text?.length >= ${MIN_LENGTH})) return given;
    const { transcriptPath } = await $.session.info();
    const short = await ask($, '/call', {
      hook_event_name: 'tool.call',
      session_id: await $.session.id(),
      transcript_path: transcriptPath,
      tool_use_id: e.tool_use_id,
      agent_id: e.agentId,
      tool_name: e.tool,
      tool_response: given.isError ? given.text : given.result,
      is_error: given.isError === true,
    });
    if (!short) return given;
    // The text of a refusal is what the model reads as the error of the call.
    if (given.isError) return { deny: short.result };
    return given.context ? { context: given.context, ...short } : short;
  });
}

/** Asks the process. Undefined if it does not answer, or knows nothing better. */
async function ask($, path, body) {
  const socketPath = (await server)?.socket;
  if (!socketPath) return undefined;
  const init = { method: 'POST', body: JSON.stringify(body), socketPath };
  const { status, text } = await $.http.fetch('http://headroom' + path, init).catch(() => ({}));
  return status === 200 ? JSON.parse(text) : undefined;
}

/** Starts the process, and reads what it says first. It runs until the session ends. */
async function serve($) {
  const output = $.process.spawn({ argv: SERVE });
  let said = '';
  while (!said.includes('\\n')) {
    const { value, done } = await output.next();
    if (done) return undefined;
    if (value.stream === 'stdout') said += value.text;
  }
  void (async () => {
    for await (const piece of output) void piece;
  })().catch(() => undefined);
  return JSON.parse(said);
}
`;
}
