import type { Agent } from './agent.js';
import { AIDER } from './aider/index.js';
import { ANTIGRAVITY } from './antigravity/index.js';
import { CLAUDE } from './claude/index.js';
import { CLINE } from './cline/index.js';
import { CODEX } from './codex/index.js';
import { CONTINUE } from './continue/index.js';
import { COPILOT } from './copilot/index.js';
import { CRUSH } from './crush/index.js';
import { CURSOR } from './cursor/index.js';
import { DROID } from './droid/index.js';
import { GEMINI } from './gemini/index.js';
import { GOOSE } from './goose/index.js';
import { KILO } from './kilo/index.js';
import { KIMI } from './kimi/index.js';
import { OMP } from './omp/index.js';
import { OPENCLAW } from './openclaw/index.js';
import { OPENCODE } from './opencode/index.js';
import { OPENHANDS } from './openhands/index.js';
import { OPENPLUGINS } from './openplugins/index.js';
import { PI } from './pi/index.js';
import { QWEN } from './qwen/index.js';
import { VIBE } from './vibe/index.js';
import { VSCODE } from './vscode/index.js';
import { ZED } from './zed/index.js';

/** All agents, the most used first. */
export const AGENTS: readonly Agent[] = [
  CLAUDE,
  CODEX,
  CURSOR,
  VSCODE,
  GEMINI,
  OPENCODE,
  AIDER,
  COPILOT,
  CLINE,
  CONTINUE,
  GOOSE,
  OPENHANDS,
  QWEN,
  CRUSH,
  DROID,
  KIMI,
  KILO,
  ZED,
  PI,
  OMP,
  VIBE,
  OPENCLAW,
  ANTIGRAVITY,
  OPENPLUGINS,
];

export function agentNamed(name: string): Agent | undefined {
  return AGENTS.find((own) => own.name === name);
}
