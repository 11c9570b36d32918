import { join } from 'node:path';
import type { HookPart } from '../../dist/src/agents/index.js';

/** The folders of agents in a home. */
export const foldersIn = (home: string): Parameters<HookPart['parts']>[1] => ({
  home,
  config: join(home, '.config'),
  xdgConfig: join(home, '.config'),
  claude: home,
  codex: join(home, '.codex'),
  copilot: join(home, '.copilot'),
  pi: join(home, '.pi'),
});
