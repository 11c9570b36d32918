import { join } from 'node:path';
import type { Agent } from '../agent.js';
import { hasFolder, mcpServers } from '../entries.js';

export const ANTIGRAVITY: Agent = {
  name: 'antigravity',
  title: 'Antigravity CLI',
  programs: ['agy'],
  install: 'https://antigravity.google',
  isHere: hasFolder('.gemini', 'antigravity-cli'),
  routing: {
    problem: () => "it has no setting for another address than Google's: use `headroom mcp install antigravity`",
  },
  mcp: mcpServers(({ home }) => join(home, '.gemini', 'antigravity-cli', 'mcp_config.json')),
};
