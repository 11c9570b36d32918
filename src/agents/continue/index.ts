import type { Agent } from '../agent.js';
import { hasFolder } from '../entries.js';

export const CONTINUE: Agent = {
  name: 'continue',
  title: 'Continue',
  programs: ['cn'],
  install: 'npm install -g @continuedev/cli',
  isHere: hasFolder('.continue'),
  routing: {
    problem: () =>
      'each of its models names an address of its own: run `headroom proxy`, and in ~/.continue/config.yaml set `apiBase: http://127.0.0.1:8787/v1` in the models that are to go through it',
  },
};
