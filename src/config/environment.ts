// Other values from the environment that are not settings.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** True if errors are printed with their place in the code. */
export function debugging(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env['HEADROOM_DEBUG']) && env['HEADROOM_DEBUG'] !== '0';
}

/** The folders and files in which agents on this machine keep their transcripts. */
export function transcriptFolders(env: NodeJS.ProcessEnv = process.env): string[] {
  return [
    join(env['CLAUDE_CONFIG_DIR'] || join(homedir(), '.claude'), 'projects'),
    join(env['CODEX_HOME'] || join(homedir(), '.codex'), 'sessions'),
    join(homedir(), '.gemini', 'tmp'),
    join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'opencode', 'opencode.db'),
    join(env['COPILOT_HOME'] || join(homedir(), '.copilot'), 'session-state'),
  ];
}

/** The environment for a child process. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env };
}

/** The library of ONNX Runtime that the user named, as other programs that load it at run time read it. */
export function onnxLibrary(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env['ORT_DYLIB_PATH'] || undefined;
}
