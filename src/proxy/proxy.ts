// A proxy from its start to its end.
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../errors/index.js';
import { Headroom } from '../headroom/index.js';
import { Guard, isLoopback, listen, needToken } from '../http/index.js';
import { storeAt, type Store } from '../store/index.js';
import { Compressor, Memory, SlimTools } from '../wire/index.js';
import { Answers } from './answers.js';
import type { App } from './app.js';
import { Connections } from './connections.js';
import { Floor, ToolSavings } from './floor/index.js';
import { Gate } from './gate/index.js';
import { handle } from './handler.js';
import { Ledger, Named, type LedgerStats } from './ledger/index.js';
import { treatmentBy } from './treatment.js';
import { RequestLog } from './log.js';
import { DEFAULT_HOST, DEFAULT_LIMITS, DEFAULT_PORT, DEFAULT_SCOPE, type ProxyOptions } from './options.js';
import { drain, serverFor } from './server.js';
import { tunnel } from './tunnel.js';
import { upstreamsOf, type Upstream } from './upstream.js';

/** An HTTP proxy in front of LLM providers that compresses what agents read. */
export class ProxyServer {
  /** Where it listens: `http://127.0.0.1:8787`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly #parts: Parts;
  #closing: Promise<void> | undefined;

  private constructor(parts: Parts, host: string, port: number) {
    this.#parts = parts;
    this.host = host;
    this.port = port;
    this.url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** Starts one. @throws `ConfigurationError` for what cannot be, and where the port is in use. */
  static async start(options: ProxyOptions = {}): Promise<ProxyServer> {
    const { host = DEFAULT_HOST, port = DEFAULT_PORT } = options;
    const app = await appOf(options, host);
    const underWay = new Set<Promise<void>>();
    const server = serverFor(
      {
        request: (request, response) => {
          const answered = handle(app, request, response).finally(() => underWay.delete(answered));
          underWay.add(answered);
        },
        upgrade: (request, socket, head) => tunnel(app, request, socket, head),
      },
      app.limits,
    );
    const connections = new Connections(server);
    await app.compressor?.warmUp();
    const address = await listen(server, host, port);
    return new ProxyServer({ server, connections, app, underWay }, host, address.port);
  }

  /** What it did so far. */
  stats(): LedgerStats {
    return this.#parts.app.ledger.stats();
  }

  /** Takes no more connections, and is done when the requests under way are. */
  close(): Promise<void> {
    this.#parts.app.isDraining = true;
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const { server, connections, app, underWay } = this.#parts;
    await drain(server, connections, app.limits.drainMs);
    await Promise.all(underWay);
    for (const upstream of app.upstreams.values()) upstream.close();
    app.log?.close();
    await app.ledger.history.close();
  }
}

/** What a proxy consists of. */
interface Parts {
  readonly server: Server;
  readonly connections: Connections;
  readonly app: Running;
  /** Requests that are not yet counted. */
  readonly underWay: ReadonlySet<Promise<void>>;
}

type Running = { -readonly [Name in keyof App]: App[Name] } & { readonly log: RequestLog | undefined };

async function appOf(options: ProxyOptions, host: string): Promise<Running> {
  const { mode = 'optimize', token, allowedHosts, upstreams, store: location = false, scope = DEFAULT_SCOPE } = options;
  needToken(host, token);
  const providers = upstreamsOf(upstreams, options.outbound);
  refuseCircle(providers, options.port ?? DEFAULT_PORT);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const store = location === false ? undefined : await storeAt(location);
  const log = options.logFile === undefined ? undefined : new RequestLog(options.logFile);
  const ledger = new Ledger(options.savings, log && ((request) => log.add(request)));
  const floor = new Floor();
  const treat = treatmentBy(ledger, options.shadow);
  const memory = store && options.elide !== false ? new Memory(memoryOf(store)) : undefined;
  const slim = new SlimTools(new Memory(slimMemoryOf(options)), options.tools === 'slim');
  const engine = (): Headroom => new Headroom({ store: store ?? false, scope, mode: 'optimize' });
  return {
    mode,
    limits,
    version: version(),
    since: Date.now(),
    guard: new Guard('proxy', host, token, allowedHosts),
    aws: options.aws,
    upstreams: providers,
    compressor:
      mode === 'passthrough'
        ? undefined
        : new Compressor(engine(), mode, limits, memory, { treat, slim, isShared: store?.path !== undefined }),
    store,
    originals: store?.scope(scope),
    ledger,
    retrievals: new Named(() => ({ count: 0 })),
    floor,
    toolSavings: new ToolSavings(ledger.history, floor),
    gate: new Gate(options, ledger.history),
    answers: options.responseCache ? new Answers(options.responseCache) : undefined,
    log,
    isDraining: false,
  };
}

/** A proxy in front of itself would send a request round until all connections are used up. */
function refuseCircle(upstreams: ReadonlyMap<string, Upstream>, port: number): void {
  for (const { name, host, url } of upstreams.values())
    if (isLoopback(host) && url.port === String(port))
      throw new ConfigurationError(
        `upstream \`${name}\` is the address of this proxy: give the provider's`,
        'upstreams',
      );
}

/** Where it is remembered which conversations may fetch originals: beside the originals, for as long. */
function memoryOf({ path }: Store): string | undefined {
  return path === undefined ? undefined : join(dirname(path), 'proxy-conversations');
}

/** Where it is remembered which conversations began with slim tools: beside the savings. */
function slimMemoryOf({ savings }: ProxyOptions): string | undefined {
  return savings === undefined ? undefined : join(dirname(savings), 'proxy-slim-tools');
}

function version(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
