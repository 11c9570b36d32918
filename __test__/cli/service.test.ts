// The files of services are valid for their systems, whatever a path or an option contains.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  });
});

describe.skipIf(process.platform !== 'linux')('the service of this user', () => {
  const home = new Workplace();
  const folder = join(home.folder, '.config/systemd');
  const file = join(folder, 'user/headroom.service');
  const link = join(folder, 'user/default.target.wants/headroom.service');
  /** Does what systemd does when the user starts the service. */
  const enable = (): void => {
    mkdirSync(dirname(link));
    symlinkSync(file, link);
  };

  it('has absolute paths in the place of those that depend on the folder', () => {
    writeFileSync(join(home.folder, 'p.toml'), 'port = 9999\n', { mode: 0o600 });
    const args = ['--config', 'p.toml', '--store=originals', '--log-file', 'rel.jsonl', '--savings-path=none'];
    home.run(['proxy', ...args, '--install-service']);
    expect(
      /main\.js proxy (.*)$/m.exec(readFileSync(file, 'utf8'))![1]!.replaceAll(realpathSync(home.folder), '~'),
    ).toBe('--config ~/p.toml --store=~/originals --log-file ~/rel.jsonl --savings-path=none');
    home.run(['proxy', '--store', 'on', '--semantic-cache', '/x', '--install-service']);
    expect(readFileSync(file, 'utf8')).toMatch(/proxy --store on --semantic-cache \/x$/m);
  });

  it('is refused where it could not start, with the way out, and lost variables are named', () => {
    const env = { HEADROOM_PROXY_TOKEN: 'a secret of good length', HEADROOM_MODE: 'audit' };
    const beyond = ['proxy', '--host', '0.0.0.0', '--install-service'];
    const { code, stderr } = home.run(beyond, '', env);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/token = "…".*--config FILE/) });
    const config = join(home.folder, 'token.toml');
    writeFileSync(config, 'token = "a secret of good length"\n', { mode: 0o600 });
    const installed = home.run([...beyond, '--config', config], '', env);
    expect(installed).toMatchObject({ code: 0, stderr: '' });
    expect(installed.stdout.toString()).toMatch(/not be set in the service: .*HEADROOM_PROXY_TOKEN/);
    expect(readFileSync(file, 'utf8') + installed.stdout).not.toContain('good length');
  });

  it('is removed with its link and the folders that were made for it, and commands follow that still work', () => {
    enable();
    const { code, stdout } = home.run(['proxy', '--uninstall-service']);
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(/^removed .*headroom\.service\n.*\n {2}systemctl --user stop headroom\n/);
    expect(existsSync(folder)).toBe(false);
    expect(home.run(['proxy', '--uninstall-service']).stdout.toString()).toBe('no service is installed\n');
  });

  it('is removed by uninstall', () => {
    home.run(['proxy', '--install-service']);
    expect(home.run(['uninstall', '--dry-run']).stdout.toString()).toContain(`would remove ${file}`);
    expect(existsSync(file)).toBe(true);
    enable();
    expect(home.run(['uninstall', '--purge']).stdout.toString()).toMatch(
      /^removed .*headroom\.service\n[^]*stop headroom/,
    );
    expect(existsSync(folder)).toBe(false);
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
