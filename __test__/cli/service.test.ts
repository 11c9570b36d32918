// The files of services are valid for their systems, whatever a path or an option contains.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serviceFor } from '../../dist/src/cli/service/service.js';
import { ROOT } from '../support/process.js';
import { Workplace } from './headroom.js';

const place = new Workplace();
const folders = {
  home: '/home/me',
  config: '/home/me/c',
  xdgConfig: '/home/me/.config',
  claude: '',
  codex: '',
  copilot: '',
  pi: '',
};
const AWKWARD = `a "b" 'c' %h $HOME \\ <&>`;
const launch = { command: process.execPath, args: ['/x/main.js', 'proxy', '--store', AWKWARD] };

describe('a service', () => {
  it('for systemd keeps the words of its command line', () => {
    const { text, file } = serviceFor('linux', folders, launch);
    expect(file).toBe('/home/me/.config/systemd/user/headroom.service');
    expect(text).toContain(`"a \\"b\\" 'c' %%h $$HOME \\\\ <&>"`);
    expect(text).not.toMatch(/^ExecStart=.*\n\s/m);
  });

  it.each(['darwin', 'win32'])('for %s is well-formed', (system) => {
    const { text } = serviceFor(system, folders, launch);
    expect(text).toContain('&#60;&#38;&#62;');
    const tags = [...text.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)].filter(([, , , empty]) => !empty);
    const open: string[] = [];
    for (const [, close, name] of tags.filter(([tag]) => !/^<[?!]/.test(tag)))
      if (close) expect(open.pop()).toBe(name);
      else open.push(name!);
    expect(open).toEqual([]);
  });

  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
  it.skipIf(!hasSystemd)('is accepted by systemd', () => {
    const file = place.write(
      'headroom.service',
      serviceFor('linux', folders, { ...launch, args: ['/x/main.js', 'proxy', AWKWARD] }).text,
    );
    const { stderr } = spawnSync('systemd-analyze', ['verify', '--user', '--man=no', file], {
      encoding: 'utf8',
      env: { ...process.env, XDG_RUNTIME_DIR: place.folder },
    });
    expect(stderr.split('\n').filter((line) => line.includes('headroom.service'))).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('runs the proxy with the options with which it was installed', () => {
    const file = join(place.folder, '.config/systemd/user/headroom.service');
    expect(place.run(['proxy', '-p', '9999', '--print-service']).stdout.toString()).toMatch(
      /^ExecStart=\S+ \S+main\.js proxy -p 9999$/m,
    );
    expect(existsSync(file)).toBe(false);
    expect(place.run(['proxy', '--store', '--install-service']).stdout.toString()).toContain(
      'systemctl --user enable --now headroom',
    );
    expect(readFileSync(file, 'utf8')).toMatch(/main\.js proxy --store$/m);
    expect(place.run(['proxy', '--uninstall-service']).code).toBe(0);
    expect(existsSync(file)).toBe(false);
    expect(place.run(['proxy', '--uninstall-service']).code).toBe(0);
  });
});

describe('a container', () => {
  const read = (name: string): string => readFileSync(join(ROOT, 'deploy', name), 'utf8');

  it('runs without privileges, writes only to its data volume, and is reachable from this machine only', () => {
    expect(read('Dockerfile')).toMatch(/^USER node$/m);
    expect(read('compose.yaml')).toMatch(/read_only: true/);
    expect(read('compose.yaml')).toMatch(/ports: \[.127\.0\.0\.1:8787:8787.\]/);
    expect(read('kubernetes.yaml')).toMatch(/readOnlyRootFilesystem: true[^]*drop: \[ALL\]/);
  });

  it('requires a secret', () => {
    for (const name of ['compose.yaml', 'kubernetes.yaml']) expect(read(name)).toContain('HEADROOM_PROXY_TOKEN');
  });
});
