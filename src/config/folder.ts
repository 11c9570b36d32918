import { posix, win32 } from 'node:path';

/**
 * The folder for a user's configuration, according to the XDG Base Directory Specification, Apple's File System
 * Programming Guide or Windows' known folders. Undefined if there is none, as for a user without a home.
 */
export function configFolder(
  env: NodeJS.ProcessEnv = process.env,
  system: string = process.platform,
): string | undefined {
  const { isAbsolute, join: joined } = system === 'win32' ? win32 : posix;
  // The specification requires that relative paths are ignored.
  const absolute = (name: string): string | undefined => (env[name] && isAbsolute(env[name]) ? env[name] : undefined);
  const home = absolute('HOME');
  const under = (...path: string[]): string | undefined => home && joined(home, ...path);
  const config =
    system === 'win32'
      ? absolute('APPDATA')
      : system === 'darwin'
        ? under('Library', 'Application Support')
        : (absolute('XDG_CONFIG_HOME') ?? under('.config'));
  return config && joined(config, 'headroom');
}

/** The folder for a user's state. The addon uses the same one for the store. Undefined if there is none. */
export function stateFolder(
  env: NodeJS.ProcessEnv = process.env,
  system: string = process.platform,
): string | undefined {
  const { isAbsolute, join: joined } = system === 'win32' ? win32 : posix;
  const absolute = (name: string): string | undefined => (env[name] && isAbsolute(env[name]) ? env[name] : undefined);
  const home = absolute('HOME');
  const under = (...path: string[]): string | undefined => home && joined(home, ...path);
  const state =
    system === 'win32'
      ? absolute('LOCALAPPDATA')
      : system === 'darwin'
        ? under('Library', 'Application Support')
        : (absolute('XDG_STATE_HOME') ?? under('.local', 'state'));
  return state && joined(state, 'headroom');
}
