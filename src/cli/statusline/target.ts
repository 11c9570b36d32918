import { agentNamed, launchOf, lineOf } from '../../agents/index.js';
import { clientFolders } from '../../config/index.js';
import type { Target } from '../../files/index.js';

/** The status line, in the settings of Claude Code. */
export function statusLineTarget(): Target {
  const value = { type: 'command', command: lineOf(launchOf('statusline', 'print')), padding: 0 };
  const file = agentNamed('claude')!.hook!.file(clientFolders());
  return { purpose: 'statusline', name: 'claude', file, format: 'json', entries: [{ path: ['statusLine'], value }] };
}
