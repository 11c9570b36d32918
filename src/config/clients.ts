// The places where MCP clients keep their configuration.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The user's folders, and those of clients whose folder can be chosen. */
export interface ClientFolders {
  readonly home: string;
  /** The system's folder for configuration. */
  readonly config: string;
  /** The folder under XDG rules on every system, which some clients use. */
  readonly xdgConfig: string;
  /** The folder of Claude Code's own file. It is the home folder unless another one is set. */
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
