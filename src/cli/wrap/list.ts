import { AGENTS, programPath, type Agent, type Machine } from '../../agents/index.js';
import { clientFolders, ownEnvironment } from '../../config/index.js';
import { table } from '../table.js';
import { printable, write, writeStyled } from '../terminal.js';

/** Lists what each agent supports, as a table or for machines. */
export async function list(json: boolean): Promise<void> {
  const machine: Machine = { env: ownEnvironment(), folders: clientFolders() };
  const rows = AGENTS.map((agent) => ({
    name: agent.name,
    agent: agent.title,
    installed: agent.programs.some((program) => programPath(program, machine.env) !== undefined),
    proxy: proxyOf(agent, machine),
    problem: agent.routing.problem?.(machine),
    mcp: agent.mcp !== undefined,
    hook: agent.hook !== undefined,
  }));
  if (json) return write(process.stdout, `${JSON.stringify(rows)}\n`);
  const yes = (is: boolean): string => (is ? 'yes' : '–');
  const cells = rows.map((row) => [row.name, row.agent, yes(row.installed), row.proxy, yes(row.mcp), yes(row.hook)]);
  const columns = ['name', 'agent', 'on PATH', 'proxy', 'mcp', 'hook'].map((title) => ({ title }));
  await writeStyled(process.stdout, table(columns, cells, process.stdout) + reasons(rows));
}

/** Says for each agent that cannot be connected to the proxy why that is so. */
function reasons(rows: readonly { readonly name: string; readonly problem: string | undefined }[]): string {
  const refused = rows.flatMap(({ name, problem }) => (problem === undefined ? [] : [{ name, problem }]));
  if (refused.length === 0) return '';
  const width = Math.max(...refused.map(({ name }) => name.length));
  const lines = refused.map(({ name, problem }) => `  ${name.padEnd(width)}  ${printable(problem.split(': ')[0]!)}\n`);
  return `\nNot through the proxy on this machine, because:\n${lines.join('')}\`headroom wrap NAME\` says what to do instead.\n`;
}

/** How it is connected to the proxy on this machine, in a word. */
function proxyOf({ routing }: Agent, machine: Machine): string {
  if (routing.problem?.(machine) !== undefined) return 'not here';
  if (routing.files) return 'a file';
  return routing.variables || routing.environment ? 'environment' : 'arguments';
}
