// Checks which proxies run, and whether anything points to one that does not.
import { AGENTS } from '../../agents/index.js';
import { clientFolders, ownEnvironment } from '../../config/index.js';
import { Journal } from '../../files/index.js';
import { leases, runningProxies, usualPort } from '../shared-proxy/index.js';
import { configured, unconfigure } from '../wrap/configure.js';
import type { Finding } from './finding.js';

/** The proxies that run. None is no problem: it is started when it is needed. */
export async function checkProxies(): Promise<Finding[]> {
  const running = await runningProxies(usualPort());
  const said = running.map(({ url, pid, version }) => `${url} (process ${pid}, version ${version})`).join(', ');
  return [{ name: 'proxy', state: 'ok', said: said || 'none runs: `headroom wrap` starts one when it is needed' }];
}

/** Finds files that a wrapped agent left changed because it or the machine crashed. */
export function checkLeftovers(): Finding[] {
  const used = new Set(leases().map(({ tool }) => tool));
  return configured().map((name) => {
    if (used.has(name)) return { name: 'wrap', state: 'ok', said: `${name} is wrapped` };
    return {
      name: 'wrap',
      state: 'problem',
      said: `the files of ${name} still lead to the proxy, and it is not wrapped`,
      advice: `run \`headroom unwrap ${name}\``,
      fix: () =>
        `restored ${unconfigure(name, {})
          .map(({ path }) => path)
          .join(', ')}`,
    };
  });
}

/** Agents whose files always point to the proxy need it again after each start of the machine. */
export async function checkKept(): Promise<Finding[]> {
  const running = (await runningProxies(usualPort())).map(({ url }) => Number(new URL(url).port));
  return leases()
    .filter(({ pid, port }) => pid === undefined && !running.includes(port))
    .map(({ tool, port }) => ({
      name: 'wrap',
      state: 'problem',
      said: `${tool} leads to a proxy at port ${port}, and none runs there`,
      advice: `run \`headroom wrap ${tool} --port ${port}\` or \`headroom unwrap ${tool}\``,
    }));
}

/** Finds hooks that ask a proxy on this machine that does not run. Their agents go on, with unshortened results. */
export async function checkAsked(): Promise<Finding[]> {
  const running = (await runningProxies(usualPort())).map(({ url }) => new URL(url).port);
  return Journal.all('hook').flatMap(({ name, change: { entries } }) =>
    portsIn(JSON.stringify(entries))
      .filter((port) => !running.includes(port))
      .map((port) => ({
        name: 'hook',
        state: 'warning' as const,
        said: `${name} asks a proxy at port ${port}, and none runs there: nothing is shortened`,
        advice: `run \`headroom proxy --port ${port}\`, or \`headroom hook install ${name}\` without --proxy-url`,
      })),
  );
}

/** The ports of proxies on this machine that are asked in the text of a hook. */
function portsIn(text: string): string[] {
  const asked = text.matchAll(/http:\/\/(?:127\.0\.0\.1|localhost):(\d+)\/v1\/hooks\//g);
  return [...new Set(Array.from(asked, ([, port]) => port!))];
}

/** Finds variables of this shell that point to a proxy that does not run. An agent that reads them cannot work. */
export async function checkVariables(): Promise<Finding[]> {
  const machine = { env: ownEnvironment(), folders: clientFolders() };
  const running = (await runningProxies(usualPort())).map(({ url }) => new URL(url).port);
  const names = new Set(AGENTS.flatMap(({ routing }) => (routing.variables ?? []).map(({ variable }) => variable)));
  return [...names].flatMap((variable) => {
    const value = machine.env[variable] ?? '';
    if (!URL.canParse(value) || !/^(?:127\.0\.0\.1|localhost)$/.test(new URL(value).hostname)) return [];
    const { port } = new URL(value);
    if (running.includes(port) || port !== String(usualPort())) return [];
    const said = `${variable} leads to ${value}, and no proxy runs there`;
    return [
      {
        name: 'environment',
        state: 'problem' as const,
        said,
        advice: `run \`headroom proxy\`, or \`unset ${variable}\``,
      },
    ];
  });
}
