// Checks whether this program works: its addon and its settings.
import { serverToken } from '../../config/index.js';
import type { Finding } from './finding.js';

/** Checks that the addon loads, compresses and expands. */
export async function checkAddon(): Promise<Finding> {
  const name = 'addon';
  try {
    const { compressText } = await import('../../text/index.js');
    const { compressed } = compressText('the same line\n'.repeat(1000), {}, {});
    if (!compressed) return { name, state: 'problem', said: 'it loads, but does not compress' };
    return {
      name,
      state: 'ok',
      said: `works with Node ${process.version} on ${process.platform}-${process.arch}`,
    };
  } catch (error) {
    return { name, state: 'problem', said: (error as Error).message, advice: 'install the package again' };
  }
}

/** Checks the user's settings. */
export async function checkSettings(): Promise<Finding> {
  const name = 'settings';
  try {
    const { configuration } = await import('../../headroom/index.js');
    const set = Object.keys(configuration());
    return { name, state: 'ok', said: set.length === 0 ? 'none are set' : `valid: ${set.join(', ')}` };
  } catch (error) {
    return { name, state: 'problem', said: (error as Error).message, advice: 'see `headroom config show`' };
  }
}

/** A secret that is too short is refused when a proxy starts. */
export function checkToken(): Finding[] {
  const token = serverToken();
  if (token === undefined || token.length >= MIN_TOKEN) return [];
  const said = `HEADROOM_PROXY_TOKEN has fewer than ${MIN_TOKEN} characters`;
  return [{ name: 'token', state: 'problem', said, advice: 'set a longer one, or unset it' }];
}

const MIN_TOKEN = 16;
