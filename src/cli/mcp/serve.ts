// Runs the server. Its parts are loaded only here, because the commands that set it up need none of them.
import { stat } from 'node:fs/promises';
import { serverToken } from '../../config/index.js';
import { configuration } from '../../headroom/index.js';
import { serveStdio, startHttp, type McpOptions } from '../../mcp/index.js';
import { Failure, reasonOf, USAGE } from '../failure.js';
import { refuseFile, type StoringOptions } from '../originals.js';
import { write } from '../terminal.js';

/** The options of the command line. */
export interface Options extends StoringOptions {
  root?: readonly string[];
  http?: true;
  port?: number;
  host?: string;
  allowHost?: readonly string[];
  proxyUrl?: string;
}

/** Serves one client over standard input and output, or several over HTTP. */
export async function serve({ http, port, host, allowHost, ...options }: Options): Promise<void> {
  await refuseFile(options.store);
  for (const folder of options.root ?? []) await needFolder(folder);
  const own = chosen(options);
  if (!http) return serveStdio(own);
  const token = serverToken();
  const ending = signalled();
  const server = await startHttp({
    ...own,
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    ...(token !== undefined && { token }),
    ...(allowHost && { allowedHosts: allowHost }),
  });
  await write(process.stdout, `headroom mcp listens on ${server.url}. Ctrl-C stops it.\n`);
  await ending;
  await server.close();
}

/** A client could read nothing in a folder that does not exist, and would not learn why. @throws {@link Failure} */
async function needFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    throw new Failure(`--root ${folder}: ${reasonOf(error)}`, USAGE);
  });
  if (!found.isDirectory()) throw new Failure(`--root ${folder}: it is not a folder`, USAGE);
}

function chosen({ store: given, scope: named, root, proxyUrl }: Options): McpOptions {
  const settings = configuration();
  const wanted = given ?? settings.store ?? true;
  // Without a store nothing could be retrieved. If the user wants none on disk, the server keeps one in memory while
  // it runs.
  const store = wanted === false ? ':memory:' : wanted;
  const scope = named ?? settings.scope;
  return {
    store,
    ...(scope !== undefined && { scope }),
    storeTtl: settings.storeTtl,
    storeLimit: settings.storeLimit,
    ...(root && { roots: root }),
    ...(proxyUrl !== undefined && { proxyUrl }),
  };
}

function signalled(): Promise<unknown> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, resolve);
  });
}
