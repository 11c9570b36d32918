// Agents as they are: the result of a call of their shell arrives at the model shortened, through the proxy, and by the
// hook without it. An agent that is not on the PATH is not run, which is said.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AGENTS } from '../../dist/src/agents/index.js';
import { LOG } from '../agents/log.js';
import { freePort } from '../agents/stand-in.js';
import { Workplace } from '../cli/headroom.js';
import { ran, REAL, versionOf, wrapped, writeFiles, type RealAgent } from './agents.js';
import { withModel } from './provider.js';

const seen: string[] = [];
afterAll(() => console.log(seen.join('\n')));

const absent = REAL.filter((agent) => versionOf(agent) === undefined);
if (absent.length > 0) console.warn(`Skipped, not on the PATH: ${absent.map(({ name }) => name).join(', ')}`);

/** A home with the log, the files of an agent, and what it needs to start. */
function homeOf(agent: RealAgent, url: string): Workplace {
  const place = new Workplace();
  mkdirSync(join(place.folder, '.codex'), { recursive: true });
  place.write('build.log', LOG);
  writeFiles(place, agent.files?.(url) ?? {});
  return place;
}

function isShort(results: readonly string[], said: string, place: Workplace): void {
  const [text = ''] = results;
  expect(text, said).not.toBe('');
  expect(text.length, said.slice(-2000) + text.slice(0, 500)).toBeLessThan(LOG.length / 2);
  const expanded = [text, resultIn(text)].map((own) => place.run(['expand'], own).stdout.toString());
  const begin = LOG.slice(0, 400);
  expect(
    expanded.some((own) => own.includes(begin) || own.includes(JSON.stringify(begin).slice(1, -1))),
    text,
  ).toBe(true);
}

/** Cline writes the results of several commands as JSON. */
function resultIn(text: string): string {
  try {
    return String(JSON.parse(text)[0].result);
  } catch {
    return '';
  }
}

for (const agent of REAL) describe.skipIf(absent.includes(agent))(agent.name, () => triesOut(agent));

function triesOut(agent: RealAgent): void {
  const { name } = agent;
  const hook = AGENTS.find((own) => own.name === name)!.hook;

  // On a busy machine a text may not be compressed in the time that the proxy allows for it.
  it('wrapped', { retry: 2 }, () =>
    withModel('cat build.log', async ({ url, results }) => {
      const place = homeOf(agent, url);
      const said = await wrapped(place, agent, url, await freePort());
      isShort(results(), said, place);
      seen.push(`${name} ${versionOf(agent)}: wrapped`);
    }),
  );

  it.runIf(name === 'claude')('with its mod, of a failed command', () =>
    withModel('cat build.log; exit 3', async ({ url, results }) => {
      const place = homeOf(agent, url);
      place.run(['hook', 'install', name]);
      const said = await ran(place, agent.program, agent.args, agent.env?.(url) ?? {});
      const [text = ''] = results();
      expect(text, said).toContain('Exit code 3');
      expect(text, said).toMatch(/\[(?:\d+ lines?: |runs |log )/);
    }),
  );

  it.runIf(hook)('with its hook', () =>
    withModel('cat build.log', async ({ url, results }) => {
      const place = homeOf(agent, url);
      const installed = place.run(['hook', 'install', name]);
      expect(installed).toMatchObject({ code: 0, stderr: '' });
      const said = await ran(
        place,
        agent.program,
        [...(agent.directly?.(url) ?? []), ...agent.args],
        agent.env?.(url) ?? {},
      );
      isShort(results(), said, place);
      if (name === 'claude') expect(place.run(['doctor']).stdout.toString()).toMatch(/1 short text arrived and saved/);
      seen.push(`${name} ${versionOf(agent)}: hook`);
    }),
  );
}
