import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientFolders } from '../../config/index.js';
import type { Agent, Machine } from '../agent.js';
import { byHttp, hasFolder, mcpServers, stdio } from '../entries.js';

/** A custom model in its settings. */
interface CustomModel {
  readonly baseUrl: string;
  readonly displayName?: string;
  readonly model?: string;
}

/** The suffix of the name of a twin. */
const TWIN = ' (headroom)';

export const DROID: Agent = {
  name: 'droid',
  title: 'Factory Droid',
  programs: ['droid'],
  install: 'https://factory.ai',
  isHere: hasFolder('.factory'),
  routing: {
    // Each custom model gets a twin that uses the proxy. The user's own entries stay unchanged.
    files: (address, { folders }) => [
      {
        file: settings(folders),
        format: 'json',
        entries: modelsIn(folders).map((own, at) => ({
          path: ['customModels'],
          value: { ...own, displayName: `${own.displayName ?? own.model}${TWIN}`, baseUrl: address(upstreamName(at)) },
          isItem: true,
        })),
      },
    ],
    upstreams: ({ folders }) =>
      Object.fromEntries(modelsIn(folders).map(({ baseUrl }, at) => [upstreamName(at), baseUrl])),
    problem: noModels,
  },
  mcp: mcpServers(({ home }) => join(home, '.factory', 'mcp.json'), { entry: stdio, remote: byHttp }),
};

const settings = ({ home }: ClientFolders): string => join(home, '.factory', 'settings.json');
const upstreamName = (at: number): string => `droid-${at + 1}`;

function noModels({ folders }: Machine): string | undefined {
  if (modelsIn(folders).length > 0) return undefined;
  return `it uses Factory's own service unless you bring a model: add one to \`customModels\` in ${settings(folders)}, or use \`headroom mcp install droid\``;
}

/** The user's custom models, without twins. */
function modelsIn(folders: ClientFolders): CustomModel[] {
  try {
    const { customModels } = JSON.parse(readFileSync(settings(folders), 'utf8')) as { customModels?: CustomModel[] };
    return (customModels ?? []).filter(
      ({ baseUrl, displayName }) => URL.canParse(baseUrl) && !String(displayName).endsWith(TWIN),
    );
  } catch {
    return [];
  }
}
