// Agents that can be run as they are: how each is told to answer one question without a person.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MAIN, type Workplace } from '../cli/headroom.js';
import { programPath } from '../../dist/src/agents/index.js';

/** An agent as it is run in a test. */
export interface RealAgent {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Its environment. `url` is the address of the stand-in for every provider. */
  env?(url: string): Readonly<Record<string, string>>;
  /** Files in its home. */
  files?(url: string): Readonly<Record<string, string>>;
  /** Arguments that lead it to a provider without the proxy, if its environment cannot. */
  directly?(url: string): readonly string[];
}

const PROMPT = 'Run the command.';
const json = (value: object): string => JSON.stringify(value);

const clineProvider = (baseUrl: string): object => ({
  version: 1,
  lastUsedProvider: 'anthropic',
  modes: {},
  providers: {
    anthropic: {
      settings: { provider: 'anthropic', apiKey: 'k', model: 'claude-sonnet-4-5', baseUrl },
      updatedAt: '2031-05-01T10:00:00.000Z',
      tokenSource: 'manual',
    },
  },
});

export const REAL: readonly RealAgent[] = [
  {
    name: 'claude',
    program: 'claude',
    args: ['-p', PROMPT, '--allowedTools', 'Bash'],
    env: (url) => ({ ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'k', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1' }),
  },
  {
    // It runs a hook only after it has asked a person whether to trust it.
    name: 'codex',
    program: 'codex',
    args: [
      'exec',
      '-m',
      'gpt-5-codex',
      '--skip-git-repo-check',
      '--dangerously-bypass-approvals-and-sandbox',
      '--dangerously-bypass-hook-trust',
      PROMPT,
    ],
    env: () => ({ OPENAI_API_KEY: 'k', CODEX_API_KEY: 'k' }),
    directly: (url) => ['-c', `openai_base_url="${url}/v1"`],
  },
  {
    name: 'gemini',
    program: 'gemini',
    args: ['-p', PROMPT, '--yolo', '--skip-trust'],
    env: (url) => ({ GEMINI_API_KEY: 'k', GOOGLE_GEMINI_BASE_URL: url, GEMINI_CLI_TRUST_WORKSPACE: 'true' }),
    files: () => ({ '.gemini/settings.json': json({ security: { auth: { selectedType: 'gemini-api-key' } } }) }),
  },
  {
    name: 'opencode',
    program: 'opencode',
    args: ['run', '-m', 'anthropic/claude-sonnet-4-5', PROMPT],
    env: (url) => ({
      ANTHROPIC_API_KEY: 'k',
      OPENCODE_CONFIG_CONTENT: json({ provider: { anthropic: { options: { baseURL: `${url}/v1` } } } }),
      OPENCODE_DISABLE_AUTOUPDATE: '1',
    }),
  },
  {
    name: 'qwen',
    program: 'qwen',
    args: ['-p', PROMPT, '--yolo', '--auth-type', 'openai'],
    env: (url) => ({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, OPENAI_MODEL: 'qwen3-coder' }),
  },
  {
    name: 'pi',
    program: 'pi',
    args: ['-p', PROMPT, '--provider', 'anthropic', '--model', 'claude-sonnet-4-5'],
    env: () => ({ ANTHROPIC_API_KEY: 'k' }),
    files: (url) => ({ '.pi/agent/models.json': json({ providers: { anthropic: { baseUrl: url } } }) }),
  },
  {
    name: 'cline',
    program: 'cline',
    args: ['--auto-approve', 'true', PROMPT],
    // Otherwise a process stays that the next run would use.
    env: () => ({ CLINE_SESSION_BACKEND_MODE: 'local' }),
    files: (url) => ({ '.cline/data/settings/providers.json': json(clineProvider(`${url}/v1`)) }),
  },
  {
    name: 'copilot',
    program: 'copilot',
    args: ['-p', PROMPT, '--allow-all-tools'],
    env: (url) => ({
      COPILOT_PROVIDER_BASE_URL: url,
      COPILOT_PROVIDER_TYPE: 'anthropic',
      COPILOT_PROVIDER_API_KEY: 'k',
      COPILOT_MODEL: 'claude-sonnet-4-5',
      COPILOT_OFFLINE: 'true',
    }),
  },
];

/** The version that a program prints. Undefined if it is not on the PATH. */
export function versionOf({ program }: RealAgent): string | undefined {
  if (programPath(program, process.env) === undefined) return undefined;
  const { stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  return /\d+\.\d+\.\d+/.exec(`${stdout} ${stderr}`)?.[0];
}

/** Runs a program in the home of a test, to its end. Returns everything that it printed. */
export function ran(
  place: Workplace,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn(program, args, {
    cwd: place.folder,
    env: place.env({ ...env, PWD: place.folder }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
  return new Promise((resolve) =>
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(`${said}\nexit code ${code}`);
    }),
  );
}

/** Runs `headroom wrap` with the stand-in for every provider behind the proxy. */
export function wrapped(place: Workplace, agent: RealAgent, url: string, port: number): Promise<string> {
  const behind = { ANTHROPIC_TARGET_API_URL: url, OPENAI_TARGET_API_URL: url, GEMINI_TARGET_API_URL: url };
  const env = { ...agent.env?.(url), ...behind };
  return ran(
    place,
    process.execPath,
    [MAIN, 'wrap', agent.name, '-p', String(port), '--force', '--', ...agent.args],
    env,
  );
}

export function writeFiles(place: Workplace, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(place.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
