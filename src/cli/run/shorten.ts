import { configuration } from '../../headroom/index.js';
import { compressText } from '../../text/index.js';
import { originalsOf } from '../originals.js';

/** What is said behind a text of which something is elided: the agent has a shell. */
const HINT = '(`headroom retrieve HANDLE` prints what was left out)\n';

/** A short form of what a program printed; the bytes themselves where there is none. Without a store nothing is elided. */
export async function shorten(bytes: Buffer, store: string | true | undefined): Promise<Buffer | string> {
  const isStored = Boolean(store ?? configuration().store);
  const originals = isStored ? await originalsOf({ store }) : undefined;
  const result = compressText(bytes, { policy: 'agent' }, { tool: 'Bash' }, originals?.native);
  if (!result.compressed) return bytes;
  const { text, fidelity } = result;
  return fidelity === 'recoverable' ? `${text}${text.endsWith('\n') ? '' : '\n'}${HINT}` : text;
}
