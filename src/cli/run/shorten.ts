import { compressText } from '../../text/index.js';
import { lastingOriginalsOf } from '../originals.js';

/** The note behind a shortened text: the agent has a shell, so it can use the command. */
const HINT = '(`headroom retrieve HANDLE` prints what was left out)\n';

/**
 * Shortens what a program printed. Returns the same bytes if they get no shorter. Without a store nothing is elided.
 */
export async function shorten(bytes: Buffer, store: string | true | undefined): Promise<Buffer | string> {
  const originals = await lastingOriginalsOf({ store });
  const result = compressText(bytes, { policy: 'agent' }, { tool: 'Bash' }, originals?.native);
  if (!result.compressed) return bytes;
  const { text, fidelity } = result;
  return fidelity === 'recoverable' ? `${text}${text.endsWith('\n') ? '' : '\n'}${HINT}` : text;
}
