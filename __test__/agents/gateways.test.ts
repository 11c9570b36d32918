// The address that a user has chosen for a provider is what the proxy asks: the user's key is meant for it.
import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { MAIN } from '../cli/headroom.js';
import { freePort, Stage } from './stand-in.js';

const stage = new Stage(await freePort());
const { url } = stage;
const GATEWAY = 'http://gateway.example/v1';

interface Dry {
  readonly upstreams: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly files: readonly { diff: string }[];
}

const preview = (name: string, env = {}, ...more: string[]): Dry => {
  const { code, stdout, stderr } = stage.run(
    ['wrap', name, '-p', String(stage.port), '--dry-run', '--json', ...more],
    [],
    env,
  );
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout.toString());
};

/** The name under which the proxy knows the gateway. It is the only further provider that it has to know. */
function nameOf({ upstreams }: Dry, address = GATEWAY): string {
  const found = Object.entries(upstreams).filter(([, own]) => own === address);
  expect(found, JSON.stringify(upstreams)).toHaveLength(1);
  return found[0]![0];
}

/** Runs with a file of the user, which is emptied afterwards. */
function having<T>(file: string, text: string, work: () => T): T {
  stage.write(file, text);
  try {
    return work();
  } finally {
    stage.write(file, '');
  }
}

describe.skipIf(process.platform === 'win32')('an address of the user', () => {
  it.each([
    ['OPENAI_API_BASE', 'OPENAI_BASE_URL'],
    ['OPENAI_BASE_URL', 'OPENAI_API_BASE'],
    ['ANTHROPIC_BASE_URL', 'ANTHROPIC_API_BASE'],
    ['ANTHROPIC_API_BASE', 'ANTHROPIC_BASE_URL'],
  ])('in %s of aider is also that of %s', (variable, twin) => {
    const dry = preview('aider', { [variable]: GATEWAY });
    expect(dry.env[variable]).toBe(`${url}/${nameOf(dry)}`);
    expect(dry.env[twin]).toBe(dry.env[variable]);
  });

  it.each([
    ['aider', '.aider.conf.yml', `openai-api-base: "${GATEWAY}" # mine\n`, 'AIDER_OPENAI_API_BASE'],
    ['aider', '.env', `OPENAI_API_BASE=${GATEWAY}\n`, 'AIDER_OPENAI_API_BASE'],
    ['goose', '.config/goose/config.yaml', `a:\n  b: 1\nOPENAI_HOST: ${GATEWAY}\n`, 'OPENAI_HOST'],
    ['gemini', '.gemini/.env', `GOOGLE_GEMINI_BASE_URL='${GATEWAY}'\n`, 'GOOGLE_GEMINI_BASE_URL'],
    ['gemini', '.env', `export GOOGLE_GEMINI_BASE_URL=${GATEWAY}\n`, 'GOOGLE_GEMINI_BASE_URL'],
    ['qwen', '.qwen/.env', `OPENAI_BASE_URL=${GATEWAY}\n`, 'OPENAI_BASE_URL'],
    ['qwen', '.qwen/settings.json', `{"security":{"auth":{"baseUrl":"${GATEWAY}"}}}`, 'OPENAI_BASE_URL'],
    ['openhands', '.openhands/agent_settings.json', `{"llm":{"base_url":"${GATEWAY}"}}`, 'LLM_BASE_URL'],
    [
      'kimi',
      '.kimi/config.toml',
      `default_model = "m"\n[models.m]\nprovider = "p"\n[providers.p]\nbase_url = "${GATEWAY}"\n`,
      'KIMI_BASE_URL',
    ],
  ])('of %s in %s is asked', (name, file, text, variable) =>
    having(file, text, () => {
      const dry = preview(name);
      expect(dry.env[variable]).toBe(`${url}/${nameOf(dry)}`);
    }),
  );

  it('of goose in a variable overrides that in its file', () =>
    having('.config/goose/config.yaml', 'OPENAI_HOST: http://other.example\n', () => {
      const { upstreams } = preview('goose', { OPENAI_HOST: GATEWAY });
      expect(Object.values(upstreams)).toEqual([GATEWAY]);
    }));

  it('of Codex is asked, and so is that of another provider', () => {
    having('.codex/config.toml', `openai_base_url = "${GATEWAY}"\n`, () => {
      const dry = preview('codex');
      expect(dry.command[2]).toBe(`openai_base_url="${url}/${nameOf(dry)}"`);
    });
    const other = `model_provider = "mine"\n[model_providers.mine]\nbase_url = "${GATEWAY}"\n`;
    having('.codex/config.toml', other, () => {
      const dry = preview('codex');
      expect(dry.command[2]).toBe(`model_providers.mine.base_url="${url}/${nameOf(dry)}"`);
    });
    having('.codex/config.toml', 'profile = "p"\n[profiles.p]\nmodel_provider = "ollama"\n', () => {
      const { code, stderr } = stage.run(['wrap', 'codex', '--dry-run']);
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(/config\.toml is "ollama"/) });
    });
  });

  it('of opencode is asked, from its variable and from its files', () => {
    const config = JSON.stringify({ provider: { openai: { options: { baseURL: GATEWAY } } } });
    const baseOf = ({ env }: Dry): string =>
      JSON.parse(env['OPENCODE_CONFIG_CONTENT']!).provider.openai.options.baseURL;
    const byVariable = preview('opencode', { OPENCODE_CONFIG_CONTENT: config });
    expect(baseOf(byVariable)).toBe(`${url}/${nameOf(byVariable)}`);
    having('.config/opencode/opencode.json', `// mine\n${config}`, () => {
      const dry = preview('opencode');
      expect(baseOf(dry)).toBe(`${url}/${nameOf(dry)}`);
    });
  });

  it('of each provider of Vibe is asked', () => {
    const providers = [
      { name: 'mine', api_base: GATEWAY, api_key_env_var: 'MY_KEY', backend: 'generic' },
      { name: 'local' },
    ];
    const dry = preview('vibe', { VIBE_PROVIDERS: JSON.stringify(providers) });
    const led = [{ ...providers[0], api_base: `${url}/${nameOf(dry)}` }, providers[1]];
    expect(JSON.parse(dry.env['VIBE_PROVIDERS']!)).toEqual(led);
    expect(stage.run(['wrap', 'vibe', '--dry-run'], [], { VIBE_PROVIDERS: 'x' }).stderr).toContain('VIBE_PROVIDERS');
    having('.vibe/config.toml', `[[providers]]\nname = "mine"\napi_base = "${GATEWAY}"\n`, () =>
      nameOf(preview('vibe')),
    );
  });

  it.each([
    ['crush', '.config/crush/crush.json', { providers: { openai: { base_url: GATEWAY } } }],
    ['kilo', '.config/kilo/kilo.json', { provider: { openai: { options: { baseURL: GATEWAY } } } }],
    ['zed', '.config/zed/settings.json', { language_models: { openai: { api_url: GATEWAY } } }],
    ['pi', '.pi/agent/models.json', { providers: { openai: { baseUrl: GATEWAY } } }],
    ['openclaw', '.openclaw/openclaw.json', { models: { providers: { openai: { baseUrl: GATEWAY } } } }],
    ['omp', '.omp/agent/models.yml', `providers: {"openai":{"baseUrl":"${GATEWAY}"},"mine":{"a":1}}\n`],
  ])('that --force replaces in the file of %s is asked', (name, file, own) => {
    const text = typeof own === 'string' ? own : JSON.stringify(own);
    having(file, text, () => {
      const dry = preview(name, {}, '--force');
      expect(dry.files[0]!.diff).toContain(`"${url}/${nameOf(dry)}"`);
      expect(dry.files[0]!.diff.match(/mine/g)?.length).toBe(name === 'omp' ? 2 : undefined);
      // Also while the file has our address.
      stage.run(['wrap', name, '-p', String(stage.port), '--force', '--keep']);
      expect(stage.read(file)).toContain(nameOf(dry));
      expect(nameOf(preview(name))).toBe(nameOf(dry));
      stage.run(['unwrap', name]);
      expect(stage.read(file)).toBe(text);
    });
  });

  it.each(['another', 'its own'])('gets the requests with the key, also if %s port is the usual one', async (port) => {
    const asked: (string | undefined)[] = [];
    const server = createServer(({ url: path, headers }, response) => {
      if (headers.authorization) asked.push(path, headers.authorization);
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const own = (server.address() as AddressInfo).port;
    const headers = `{ authorization: 'Bearer mine', 'content-type': 'application/json' }`;
    const ask = `fetch(process.env.OPENAI_BASE_URL + '/chat/completions', { method: 'POST', headers: ${headers}, body: '{"messages":[]}' })`;
    const program = stage.place.write('asking', `#!/usr/bin/env node\n${ask}\n`);
    chmodSync(program, 0o755);
    const child = spawn(process.execPath, [MAIN, 'wrap', 'aider', '--program', program], {
      env: stage.place.env({
        ...stage.env(),
        OPENAI_API_BASE: `http://127.0.0.1:${own}/v1`,
        HEADROOM_PORT: String(port === 'another' ? await freePort() : own),
      }),
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
    server.close();
    expect(asked).toEqual(['/v1/chat/completions', 'Bearer mine']);
  });

  it.each([
    ['gemini', '.env', `GOOGLE_GEMINI_BASE_URL=${GATEWAY}\n`],
    ['qwen', '.qwen/.env', `ANTHROPIC_BASE_URL=${GATEWAY}\n`],
    ['opencode', 'opencode.json', `{"provider":{"openai":{"options":{"baseURL":"${GATEWAY}"}}}}`],
  ])('is not read from a project: %s', (name, file, text) =>
    having(file, text, () => {
      const { code, stderr } = stage.run(['wrap', name, '--dry-run'], [], { HOME: stage.path('home') });
      expect({ code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(`${file} belongs to a project`),
      });
    }),
  );

  it('stays in an agent that a wrapped one starts', () => {
    const led = `${url}/gateway-0123abcd`;
    const { env, upstreams } = preview('aider', { OPENAI_API_BASE: led });
    expect([env['OPENAI_API_BASE'], env['OPENAI_BASE_URL'], upstreams]).toEqual([led, led, {}]);
  });

  it.each(['gateway.example/v1', 'localhost:4000', 'http://me:secret@gateway.example', '{env:MINE}'])(
    'that the proxy cannot ask is refused: %s',
    (address) => {
      const { code, stderr } = stage.run(['wrap', 'aider', '--dry-run'], [], { OPENAI_API_BASE: address });
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('OPENAI_API_BASE names') });
      expect(stderr).not.toContain('secret');
    },
  );
});
