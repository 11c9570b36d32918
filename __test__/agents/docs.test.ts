// The page on agents says of each what its descriptor does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AGENTS, HOOK_READERS } from '../../dist/src/agents/index.js';
import { foldersIn } from './folders.js';
import { ROOT } from '../support/process.js';

const page = readFileSync(join(ROOT, 'docs/agents.md'), 'utf8');
const rows = new Map(
  Array.from(page.matchAll(/^\| `([a-z]+)` \| (.*) \| (.*) \| (yes|no) \| (yes|no) \|$/gm), ([, name, ...cells]) => [
    name!,
    cells,
  ]),
);

it.each(AGENTS.map((agent) => [agent.name, agent] as const))(
  '%s is described',
  (name, { title, routing, mcp, hook }) => {
    const [agent, how, hasMcp, hasHook] = rows.get(name)!;
    expect([agent, hasMcp, hasHook]).toEqual([title, mcp ? 'yes' : 'no', hook ? 'yes' : 'no']);
    for (const { variable } of routing.variables ?? []) expect(how).toContain(`\`${variable}\``);
  },
);

it('no other is described, and every hook is answered', () => {
  expect(rows.size).toBe(AGENTS.length);
  const self = { command: 'node headroom hook', library: '', mcp: { command: '', args: [] } };
  const asking = AGENTS.filter(({ hook }) =>
    JSON.stringify(hook?.parts(self, foldersIn('/nowhere')) ?? []).includes(self.command),
  );
  expect(asking.map(({ name }) => name).sort()).toEqual(Object.keys(HOOK_READERS).sort());
});

it('every client of MCP servers is in the page on MCP', () => {
  const mcp = readFileSync(join(ROOT, 'docs/mcp.md'), 'utf8');
  for (const { name, title, mcp: part } of AGENTS) if (part) expect(mcp).toContain(`| \`${name}\` | ${title} |`);
});
