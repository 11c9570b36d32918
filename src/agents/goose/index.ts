import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent, BaseVariable } from '../agent.js';
import { linesIn } from '../files.js';

export const GOOSE: Agent = {
  name: 'goose',
  title: 'goose',
  programs: ['goose'],
  install: 'https://block.github.io/goose',
  isHere: ({ xdgConfig }) => existsSync(join(xdgConfig, 'goose')),
  routing: {
    variables: [
      variable('OPENAI_HOST', 'openai'),
      variable('ANTHROPIC_HOST', 'anthropic'),
      variable('GOOGLE_HOST', 'gemini'),
    ],
  },
};

/** A variable. Goose reads what is not set from its file, under the same name. */
function variable(name: string, provider: string): BaseVariable {
  return {
    variable: name,
    provider,
    path: '',
    inFile: ({ folders }) => {
      const folder =
        process.platform === 'win32'
          ? join(folders.config, 'Block', 'goose', 'config')
          : join(folders.xdgConfig, 'goose');
      const from = join(folder, 'config.yaml');
      return { url: linesIn(from)[name], from };
    },
  };
}
