// Makes the parts of a proxy from its options.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Headroom } from '../headroom/index.js';
import { Guard } from '../http/index.js';
import { storeAt, type Store } from '../store/index.js';
import { Compressor, DeferredTools, Memory, SlimTools } from '../wire/index.js';
import { Answers } from './answers.js';
import type { App } from './app.js';
import { checkOptions, keepsOriginals, providersOf, prunes } from './checks.js';
import { printing } from './console.js';
import { Contents } from './contents/index.js';
import { Floor, ToolSavings } from './floor/index.js';
import { Gate } from './gate/index.js';
import { Ledger, Named } from './ledger/index.js';
import { RequestLog } from './log.js';
import { ProxyMcp } from './mcp.js';
import { DEFAULT_LIMITS, DEFAULT_SCOPE, type ProxyOptions } from './options.js';
import { Tracing } from './tracing.js';
import { treatmentBy } from './treatment.js';

/** The parts of a proxy, and how it is told to accept no new connections. */
export interface Running extends App {
  readonly log: RequestLog | undefined;
  readonly drain: () => void;
}

/** Makes the parts of a proxy. @throws `ConfigurationError` for options that contradict each other or are invalid. */
export async function assemble(options: ProxyOptions, host: string): Promise<Running> {
  const { mode = 'optimize', token, allowedHosts, store: location = false, scope = DEFAULT_SCOPE } = options;
  checkOptions(options);
  const upstreams = providersOf(options);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const store = location === false ? undefined : await storeAt(location, options);
  // A store may be there for decisions only. Then nothing else is put into it, and nothing in it is shown.
  const kept = keepsOriginals(options) ? store : undefined;
  const originals = kept?.scope(scope);
  const guard = new Guard('proxy', host, token, allowedHosts);
  const log = options.logFile === undefined ? undefined : new RequestLog(options.logFile);
  const print = printing(options.logLevel ?? 'silent', (line) => process.stderr.write(line));
  const ledger = new Ledger(options.savings, (request) => {
    log?.add(request);
    print?.(request);
  });
  const floor = new Floor();
  const treat = treatmentBy(ledger, options.shadow);
  const memory = kept && new Memory(memoryOf(kept));
  const slim = new SlimTools(new Memory(toolsMemoryOf('slim', options)), options.tools === 'slim');
  const defer = new DeferredTools(new Memory(toolsMemoryOf('deferred', options)), options.tools === 'defer');
  const images = kept ? options.images !== undefined && { images: options.images } : { images: 'preserve' as const };
  const engine = (): Headroom => new Headroom({ store: store ?? false, scope, mode: 'optimize', ...images });
  const draining = new AbortController();
  return {
    mode,
    limits,
    version: version(),
    since: Date.now(),
    guard,
    aws: options.aws,
    upstreams,
    compressor:
      mode === 'passthrough'
        ? undefined
        : new Compressor(engine(), mode, limits, memory, {
            treat,
            idleMs: (conversation) => ledger.idleMs(conversation),
            slim,
            defer,
            isShared: store?.path !== undefined,
            pruning: prunes(options) ? 'auto' : 'off',
            keepsBodies: options.logContents === true,
          }),
    store: kept,
    originals,
    mcp: kept && new ProxyMcp(guard, kept, scope),
    ledger,
    retrievals: new Named(() => ({ count: 0 })),
    floor,
    toolSavings: new ToolSavings(ledger.history, floor),
    gate: new Gate(options, ledger.history),
    retries: options.retries ?? 0,
    answers: options.responseCache ? new Answers(options.responseCache, options.semanticCache) : undefined,
    contents: options.logContents ? new Contents(originals) : undefined,
    tracing: await Tracing.find(version()),
    log,
    draining: draining.signal,
    drain: () => draining.abort(),
  };
}

/** The file that remembers which conversations may fetch originals. It stands beside the originals, so both last equally long. */
function memoryOf({ path }: Store): string | undefined {
  return path === undefined ? undefined : join(dirname(path), 'proxy-conversations');
}

/** The file that remembers which conversations began with changed tools. It stands beside the savings. */
function toolsMemoryOf(kind: 'slim' | 'deferred', { savings }: ProxyOptions): string | undefined {
  return savings === undefined ? undefined : join(dirname(savings), `proxy-${kind}-tools`);
}

function version(): string {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
