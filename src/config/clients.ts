// Where MCP clients keep their configuration, as the environment has it.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folders of the user, and of clients whose folder can be chosen. */
export interface ClientFolders {
  readonly home: string;
  /** Where programs keep their configuration on this system. */
  readonly config: string;
  /** The same under XDG rules on every system, as some clients have it. */
  readonly xdgConfig: string;
  /** The folder of Claude Code's own file, which is the home unless it is chosen. */
  readonly claude: string;
  readonly codex: string;
  readonly copilot: string;
  readonly pi: string;
}

export function clientFolders(
  env: NodeJS.ProcessEnv = process.env,
  system: string = process.platform,
  home: string = homedir(),
): ClientFolders {
  const xdgConfig = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const config =
    system === 'win32'
      ? env['APPDATA'] || join(home, 'AppData', 'Roaming')
      : system === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : xdgConfig;
  return {
    home,
    config,
    xdgConfig,
    claude: env['CLAUDE_CONFIG_DIR'] || home,
    codex: env['CODEX_HOME'] || join(home, '.codex'),
    copilot: env['COPILOT_HOME'] || join(home, '.copilot'),
    pi: env['PI_CODING_AGENT_DIR'] || join(home, '.pi', 'agent'),
  };
}
