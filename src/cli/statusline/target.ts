import { AGENTS, launchOf, lineOf, type Agent } from '../../agents/index.js';
import { clientFolders } from '../../config/index.js';
import type { Target } from '../../files/index.js';

/** The agent that has a status line of this kind. */
export const WITH_STATUS_LINE: Agent = AGENTS.find(({ statusLine }) => statusLine)!;

/** The entry of the status line in its settings. */
export function statusLineTarget(): Target {
  const value = { type: 'command', command: lineOf(launchOf('statusline', 'print')), padding: 0 };
  const { name, statusLine } = WITH_STATUS_LINE;
  const file = statusLine!(clientFolders());
  return { purpose: 'statusline', name, file, format: 'json', entries: [{ path: ['statusLine'], value }] };
}
