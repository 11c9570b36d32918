import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent, Machine } from '../agent.js';
import { byHttp, mcpServers, plain } from '../entries.js';

export const COPILOT: Agent = {
  name: 'copilot',
  title: 'Copilot CLI',
  programs: ['copilot'],
  install: 'npm install -g @github/copilot',
  isHere: ({ copilot }) => existsSync(copilot),
  routing: {
    environment: (address, { env }) => ({
      COPILOT_PROVIDER_BASE_URL: isAnthropic(env['COPILOT_PROVIDER_TYPE'])
        ? address('anthropic')
        : address('openai', '/v1'),
    }),
    own: ({ env }) => {
      const provider = isAnthropic(env['COPILOT_PROVIDER_TYPE']) ? 'anthropic' : 'openai';
      return [{ provider, url: env['COPILOT_PROVIDER_BASE_URL'], from: 'COPILOT_PROVIDER_BASE_URL' }];
    },
    problem: ownService,
  },
  mcp: mcpServers(({ copilot }) => join(copilot, 'mcp-config.json'), {
    entry: (launch) => ({ type: 'local', ...plain(launch), tools: ['*'] }),
    remote: (url) => ({ ...byHttp(url), tools: ['*'] }),
  }),
};

function isAnthropic(type: string | undefined): boolean {
  return type === 'anthropic';
}

function ownService({ env }: Machine): string | undefined {
  if (env['COPILOT_PROVIDER_BASE_URL'] || env['COPILOT_PROVIDER_TYPE']) return undefined;
  return "it uses GitHub's own service unless you bring a key: set COPILOT_PROVIDER_TYPE (openai or anthropic), COPILOT_PROVIDER_API_KEY and COPILOT_MODEL, or use `headroom mcp install copilot`";
}
