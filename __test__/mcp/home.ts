// A home folder in which clients are configured by the functions of the command.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CLIENTS, type Client } from '../../dist/src/cli/mcp/clients.js';

export { CLIENTS, type Client };
export const clientNamed = (name: string): Client => CLIENTS.find((own) => own.name === name)!;

/** The file of each client, below the home. */
export const FILES: Readonly<Record<string, string>> = {
  claude: '.claude.json',
  codex: '.codex/config.toml',
  cursor: '.cursor/mcp.json',
  vscode: '.config/Code/User/mcp.json',
  gemini: '.gemini/settings.json',
  opencode: '.config/opencode/opencode.json',
  copilot: '.copilot/mcp-config.json',
  cline: '.cline/data/settings/cline_mcp_settings.json',
  openhands: '.openhands/mcp.json',
  qwen: '.qwen/settings.json',
  crush: '.config/crush/crush.json',
  droid: '.factory/mcp.json',
  kimi: '.kimi/mcp.json',
  kilo: '.config/kilo/kilo.json',
  zed: '.config/zed/settings.json',
  antigravity: '.gemini/antigravity-cli/mcp_config.json',
};

/** A home in which things can be configured while `work` runs. */
export class Home {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'headroom mcp \u00e9-'));

  /** Calls `work` with a home folder, and deletes it. */
  static within<T>(work: (home: Home) => T): T {
    const home = new Home();
    const before = { ...process.env };
    const { folder } = home;
    Object.assign(process.env, {
      HOME: folder,
      USERPROFILE: folder,
      XDG_CONFIG_HOME: join(folder, '.config'),
      XDG_STATE_HOME: join(folder, '.state'),
      APPDATA: join(folder, '.config'),
      LOCALAPPDATA: join(folder, '.state'),
    });
    for (const name of ['CLAUDE_CONFIG_DIR', 'CODEX_HOME']) delete process.env[name];
    try {
      return work(home);
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      rmSync(folder, { recursive: true, force: true });
    }
  }

  path(client: Client | string): string {
    return join(this.folder, FILES[typeof client === 'string' ? client : client.name]!);
  }

  write(client: Client, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(client)), { recursive: true });
    writeFileSync(this.path(client), content);
  }

  /** Undefined if there is no such file. */
  read(client: Client): string | undefined {
    return existsSync(this.path(client)) ? readFileSync(this.path(client), 'utf8') : undefined;
  }
}
