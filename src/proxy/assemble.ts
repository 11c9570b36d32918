// What a proxy consists of, made from what its starter chose.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError } from '../errors/index.js';
import { Headroom } from '../headroom/index.js';
import { Guard, isLoopback, needToken } from '../http/index.js';
import { storeAt, type Store } from '../store/index.js';
import { Compressor, DeferredTools, Memory, SlimTools } from '../wire/index.js';
import { Answers } from './answers.js';
import type { App } from './app.js';
import { Floor, ToolSavings } from './floor/index.js';
import { Gate } from './gate/index.js';
import { Ledger, Named } from './ledger/index.js';
import { RequestLog } from './log.js';
import { DEFAULT_LIMITS, DEFAULT_PORT, DEFAULT_SCOPE, type ProxyOptions } from './options.js';
import { Tracing } from './tracing.js';
import { treatmentBy } from './treatment.js';
import { upstreamsOf, type Upstream } from './upstream.js';

/** A proxy before, while and after it runs. */
export type Running = { -readonly [Name in keyof App]: App[Name] } & { readonly log: RequestLog | undefined };

/** Makes the parts of a proxy. @throws `ConfigurationError` for what cannot be. */
export async function assemble(options: ProxyOptions, host: string): Promise<Running> {
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
  if (options.pruning === 'auto' && !memory)
    throw new ConfigurationError('pruning needs a store for the originals: set `store`', 'pruning');
  const slim = new SlimTools(new Memory(toolsMemoryOf('slim', options)), options.tools === 'slim');
  const defer = new DeferredTools(new Memory(toolsMemoryOf('deferred', options)), options.tools === 'defer');
  const images = options.images !== undefined && { images: options.images };
  const engine = (): Headroom => new Headroom({ store: store ?? false, scope, mode: 'optimize', ...images });
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
        : new Compressor(engine(), mode, limits, memory, {
            treat,
            slim,
            defer,
            isShared: store?.path !== undefined,
            pruning: options.pruning ?? 'off',
          }),
    store,
    originals: store?.scope(scope),
    ledger,
    retrievals: new Named(() => ({ count: 0 })),
    floor,
    toolSavings: new ToolSavings(ledger.history, floor),
    gate: new Gate(options, ledger.history),
    answers: options.responseCache ? new Answers(options.responseCache, options.semanticCache) : undefined,
    tracing: await Tracing.find(version()),
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

/** Where it is remembered which conversations began with tools that were changed: beside the savings. */
function toolsMemoryOf(kind: 'slim' | 'deferred', { savings }: ProxyOptions): string | undefined {
  return savings === undefined ? undefined : join(dirname(savings), `proxy-${kind}-tools`);
}

function version(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
