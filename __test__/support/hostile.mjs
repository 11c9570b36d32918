// Calls every export of the package with hostile arguments, and prints the calls that misbehave. It runs in a process
// of its own, so that a crash is noticed.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const entries = Object.keys(manifest.exports).filter((path) => !path.endsWith('.json'));
/** The exports of all entries. */
const headroom = Object.assign(
  {},
  ...(await Promise.all(entries.map((path) => import(`${manifest.name}${path.slice(1)}`)))),
);
const { HeadroomError, Headroom, Store, SharedContext, Savings, crushJson } = headroom;

/** A text that must not appear in errors. */
const SECRET = 'hunter2';
/** The error that callbacks throw. The caller has to get it unchanged. */
const OWN = new Error(`${SECRET} of a callback`);
const refuse = () => {
  throw OWN;
};
const TRAPS = [
  'get',
  'set',
  'has',
  'ownKeys',
  'getPrototypeOf',
  'setPrototypeOf',
  'getOwnPropertyDescriptor',
  'defineProperty',
  'deleteProperty',
  'isExtensible',
  'preventExtensions',
  'apply',
  'construct',
];
const traps = Object.fromEntries(
  TRAPS.map((name) => [
    name,
    () => {
      throw new Error(SECRET);
    },
  ]),
);
const revoked = (of) => {
  const { proxy, revoke } = Proxy.revocable(of, {});
  revoke();
  return proxy;
};
const detached = () => {
  const bytes = new Uint8Array([91, 49, 93]);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
};
const circle = (of, key) => {
  of[key] = of;
  return of;
};
const thrower = (key) =>
  Object.defineProperty({ role: 'user', content: SECRET }, key, {
    enumerable: true,
    get() {
      throw new Error(SECRET);
    },
  });
const endless = new Proxy(
  {},
  {
    get: (_, key) => (typeof key === 'string' ? endless : undefined),
    ownKeys: () => ['a', 'b', 'c'],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: endless }),
  },
);
/** A proxy whose fields are another proxy on each access. */
const fresh = () =>
  new Proxy(
    {},
    {
      get: (_, key) => (typeof key === 'string' ? fresh() : undefined),
      ownKeys: () => ['a'],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }),
    },
  );
class Private {
  #content = SECRET;
  role = 'user';
  get content() {
    return this.#content;
  }
}
class List extends Array {
  static get [Symbol.species]() {
    throw new Error(SECRET);
  }
}

/** Hostile values. Each is created anew for every call. */
const VALUES = {
  undefined: () => undefined,
  null: () => null,
  true: () => true,
  false: () => false,
  zero: () => 0,
  negative: () => -1,
  fraction: () => 1.5,
  NaN: () => NaN,
  Infinity: () => Infinity,
  unsafe: () => 2 ** 53,
  bigint: () => 10n,
  symbol: () => Symbol(SECRET),
  empty: () => '',
  text: () => SECRET,
  surrogate: () => '\ud83d',
  long: () => SECRET.repeat(20_000),
  proto: () => '__proto__',
  nul: () => `a\0${SECRET}`,
  list: () => [],
  nulls: () => [null, undefined],
  holes: () => new Array(3),
  sparse: () => new Array(2 ** 32 - 1),
  circularList: () => circle([], 0),
  species: () => new List('a', 'b'),
  mixed: () => [1, SECRET, {}, []],
  object: () => ({}),
  bare: () => Object.create(null),
  circular: () => circle({ role: 'user', content: [] }, 'content'),
  strange: () => ({ neither: SECRET }),
  polluting: () => JSON.parse('{"__proto__":{"role":"user"},"constructor":{"prototype":{"x":1}}}'),
  frozen: () => Object.freeze({ role: 'user', content: SECRET }),
  instance: () => new Private(),
  boxed: () => Object(SECRET),
  date: () => new Date(NaN),
  regexp: () => /x/g,
  map: () => new Map([['role', 'user']]),
  set: () => new Set([1]),
  weak: () => new WeakMap(),
  promise: () => Promise.resolve(1),
  thenable: () => ({ then: (resolve) => resolve(1) }),
  brokenThenable: () => ({ then: refuse }),
  error: () => new Error(SECRET),
  url: () => new URL('https://example.org'),
  function: () => () => 1,
  asyncFunction: () => async () => 1,
  thrower: () => refuse,
  class: () => class {},
  generator: () =>
    (function* () {
      yield 1;
    })(),
  infinite: () => ({
    *[Symbol.iterator]() {
      for (;;) yield 1;
    },
  }),
  buffer: () => Buffer.from(SECRET),
  bytes: () => new Uint8Array(3),
  invalid: () => Uint8Array.of(0xff, 0xfe),
  detached,
  shared: () => new Uint8Array(new SharedArrayBuffer(8)),
  view: () => new DataView(new ArrayBuffer(8)),
  arrayBuffer: () => new ArrayBuffer(8),
  float: () => new Float64Array(2),
  refusing: () => new Proxy({}, traps),
  refusingList: () => new Proxy([], traps),
  refusingFunction: () => new Proxy(() => 1, traps),
  revoked: () => revoked({}),
  revokedList: () => revoked([]),
  revokedFunction: () => revoked(() => 1),
  endless: () => endless,
  fresh,
  hugeList: () =>
    new Proxy([], {
      get: (target, key) =>
        key === 'length' ? 2 ** 32 - 1 : key in target ? target[key] : { role: 'user', content: SECRET },
    }),
  throwingRole: () => thrower('role'),
  throwingContent: () => thrower('content'),
  throwingLength: () => thrower('length'),
  toJSON: () => ({ toJSON: refuse }),
  toString: () => ({ toString: refuse, valueOf: refuse, [Symbol.toPrimitive]: refuse }),
  fakeSignal: () => ({ aborted: false, addEventListener: refuse, removeEventListener: refuse }),
  aborted: () => AbortSignal.abort(OWN),
  deep: () => {
    let at = SECRET;
    for (let depth = 0; depth < 20_000; depth += 1) at = [at];
    return at;
  },
};

const MESSAGES = () => [
  { role: 'user', content: 'Do it.' },
  { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'Bash', input: { command: 'make' } }] },
  { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text: 'done' }] }] },
];
const SETTINGS = () => ({
  policy: 'oneshot',
  exactOnly: false,
  frozenMessageCount: 0,
  historyMayBeDropped: false,
  selection: { json: { keepFirst: 3 } },
  toolProfiles: [{ tool: 'x', mode: 'exact' }],
  keepTags: ['a'],
  units: { log: true },
  mode: 'optimize',
  strict: false,
  compressUserDocuments: true,
});
const CALL = () => ({
  ...SETTINGS(),
  model: 'gpt-5',
  query: 'why',
  signal: new AbortController().signal,
  onProgress: () => undefined,
});
const USAGE = () => ({ input: 5, cachedRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, output: 1, complete: true });
const REQUEST = () => ({
  model: 'claude-opus-5-5',
  max_tokens: 10,
  system: 'Be brief.',
  tools: [{ name: 'x', input_schema: {} }],
  messages: MESSAGES(),
});
const RESPONSE = () => ({
  role: 'assistant',
  content: [{ type: 'text', text: 'ok' }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 1, output_tokens: 1 },
});
const RETRIEVE = () => ({ lines: '1-2', limit: 100 });

const store = await Store.open({ memory: true });
const instance = new Headroom({ store, scope: 's' });
const originals = await instance.originals();
const [HANDLE] = await originals.put(['one\ntwo\nthree\n']);
const result = await instance.compress(MESSAGES());
const body = await instance.compressBody(JSON.stringify(REQUEST()));
const shared = new SharedContext();
const made = new Savings();
const retrieving = () => ({
  headroom: instance,
  request: REQUEST(),
  send: () => RESPONSE(),
  rounds: 1,
  tools: true,
  shape: 'anthropic',
  compress: { policy: 'agent' },
  callTool: () => 'x',
  signal: new AbortController().signal,
});

const COMPRESSOR = () => ({
  name: 'x',
  accepts: () => true,
  compress: () => undefined,
  expand: (text) => text,
});
/** A server of an engine that changes nothing. */
const server = createServer(async (request, response) => {
  const body = JSON.parse(Buffer.concat(await request.toArray()).toString() || '{}');
  response.end(
    JSON.stringify({
      messages: body.messages,
      tokens_before: 1,
      tokens_after: 1,
      original_content: 'x',
      complete: true,
      requests: {},
      tokens: {},
    }),
  );
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const REMOTE = () => ({
  baseUrl: `http://127.0.0.1:${server.address().port}`,
  apiKey: 'k',
  timeout: 5000,
  retries: 0,
  fallback: true,
});
const pipeline = new headroom.TransformPipeline([headroom.defineCompressor(COMPRESSOR()), instance]);
const remote = new headroom.RemoteHeadroom(REMOTE());

const TEXT = () => ({
  policy: 'agent',
  exactOnly: false,
  selection: {},
  toolProfiles: [{ tool: 'Bash', mode: 'exact' }],
  keepTags: ['a'],
  units: { log: true },
  query: 'q',
  tool: 'Bash',
});

const DOCUMENTS = () => ({
  query: 'q',
  maxDocuments: 3,
  minRelevance: 0.1,
  diversity: 0.5,
  exactOnly: true,
  signal: new AbortController().signal,
});

/** A folder with few files. */
const CODE = fileURLToPath(new URL('.', import.meta.url));
const OUTLINE = () => ({
  view: 'outline',
  language: 'rust',
  path: 'a.rs',
  query: 'a',
  comments: 'full',
  maxBodyLines: 3,
  targetRate: 0.5,
});

/** Valid arguments of each export, and instances for its methods. Errors have only the methods of `Error`. */
const CALLS = {
  analyze: () => [MESSAGES(), result],
  report: () => [MESSAGES(), result, { format: 'html', title: 't' }],
  compress: () => [MESSAGES(), CALL()],
  compressBatch: () => [[MESSAGES()], CALL()],
  compressDocuments: () => [['text', 'more'], DOCUMENTS()],
  compressBody: () => [JSON.stringify(REQUEST()), CALL()],
  crushJson: () => [
    '[1]',
    { format: 'text', minTokensToCrush: 0, selection: { keepFirst: 3 }, query: 'q', store: originals },
  ],
  compressHtml: () => ['<p>text</p>', { links: true, images: true, tables: true, store: originals }],
  compressHtmlAsync: () => [
    '<p>text</p>',
    { links: true, images: true, tables: true, store: originals, signal: new AbortController().signal },
  ],
  crushJsonAsync: () => [
    '[1]',
    {
      format: 'text',
      minTokensToCrush: 0,
      selection: {},
      query: 'q',
      store: originals,
      signal: new AbortController().signal,
    },
  ],
  ...Object.fromEntries(
    ['compressText', 'compressLog', 'compressSearch', 'compressDiff', 'compressJson'].map((name) => [
      name,
      () => ['text', { ...TEXT(), ...(name === 'compressText' && { kind: 'log' }), store: originals }],
    ]),
  ),
  compressTextAsync: () => ['text', { ...TEXT(), kind: 'log', store: originals, signal: new AbortController().signal }],
  compressTexts: () => [['text', 'more'], { ...TEXT(), store: originals }],
  compressTextsAsync: () => [['text', 'more'], { ...TEXT(), store: instance }],
  expand: () => [MESSAGES(), { store: instance }],
  alignCache: () => [REQUEST()],
  cacheReport: () => [[REQUEST(), REQUEST()], { model: 'x', count: () => 1 }],
  placeBreakpoints: () => [REQUEST(), { ttl: '5m', count: () => 1 }],
  promptCacheKey: () => [REQUEST()],
  detect: () => ['text'],
  mapProxyError: () => [429, { error: { message: 'no' } }, { 'retry-after': '1' }],
  costOf: () => [USAGE(), 'claude-opus-5-5'],
  formatDollars: () => [5],
  savingOf: () => [
    {
      model: 'claude-opus-5-5',
      usage: USAGE(),
      result: { tokensBefore: 2, tokensAfter: 1, blocks: [{ message: 0, tokensBefore: 2, tokensAfter: 1 }] },
      earlierMessages: 1,
    },
  ],
  modelInfo: () => ['gpt-5'],
  retrieveTool: () => ['anthropic'],
  withRetrieveTool: () => [REQUEST(), 'anthropic'],
  outlineCode: () => ['fn a() {}', OUTLINE()],
  outlineCodeAsync: () => ['fn a() {}', { ...OUTLINE(), signal: new AbortController().signal }],
  mapRepository: () => [CODE, { tokens: 10, signal: new AbortController().signal }],
  imageHeader: () => [new TextEncoder().encode('GIF89a\u0020\u0003\u0058\u0002')],
  imageTokens: () => [{ width: 800, height: 600, detail: 'low', model: 'gpt-4o' }],
  optimizeImage: () => [
    new TextEncoder().encode('GIF89a\u0020\u0003\u0058\u0002'),
    { mode: 'auto', model: 'gpt-4o', signal: new AbortController().signal },
  ],
  endpointEmbedder: () => [
    {
      baseUrl: 'http://127.0.0.1:9',
      model: 'm',
      api: 'ollama',
      apiKey: 'k',
      dimensions: 9,
      maxChars: 9,
      timeout: 9,
      retries: 1,
    },
  ],
  modelRuntime: () => [{ runtime: '/nowhere/libonnxruntime.so' }],
  loadCompressor: () => [
    '/nowhere',
    { runtime: '/nowhere/libonnxruntime.so', maxTokens: 512, threads: 1, signal: new AbortController().signal },
  ],
  loadEmbedder: () => [
    '/nowhere',
    {
      runtime: '/nowhere/libonnxruntime.so',
      maxTokens: 512,
      threads: 1,
      pooling: 'mean',
      signal: new AbortController().signal,
    },
  ],
  countTokens: () => ['text', 'gpt-5'],
  countTokensAsync: () => ['text', 'gpt-5', { signal: new AbortController().signal }],
  encodingOf: () => ['gpt-5'],
  runWithRetrieval: () => [retrieving()],
  streamWithRetrieval: () => [
    {
      ...retrieving(),
      send: async function* () {
        yield { type: 'message_stop' };
      },
    },
  ],
  usageOf: () => [{ usage: { input_tokens: 1, output_tokens: 2 } }],
  createFetch: () => [{ headroom: instance, pruning: 'off', fetch: async () => new Response() }],
  withHeadroom: () => [
    { withOptions: () => ({}), fetch: async () => new Response() },
    { headroom: instance, pruning: 'off' },
  ],
  ...Object.fromEntries(
    [
      'anthropicMiddleware',
      'headroomMiddleware',
      'prepareStep',
      'agentMiddleware',
      'documentCompressor',
      'preModelHook',
      'modelInputFilter',
      'claudeHooks',
      'headroomProcessor',
      'nodePostprocessor',
      'afterToolCall',
      'bedrockPlugin',
      'expressMiddleware',
      'fastifyHook',
      'honoMiddleware',
    ].map((name) => [name, () => [{ headroom: instance }]]),
  ),
  compressedChatModel: () => [{ _generate: async () => ({}) }, { headroom: instance }],
  compressedTools: () => [[{ name: 'x', _call: async () => 'x' }], { headroom: instance, minChars: 1 }],
  compressedFunctionTools: () => [[{ metadata: { name: 'x' }, call: async () => 'x' }], { headroom: instance }],
  compressingReducer: () => [(left, right) => [left, right]],
  budgetedHistory: () => [{ getMessages: async () => [] }, { headroom: instance, tokenBudget: 10, keepTurns: 1 }],
  compressedMcpClient: () => [
    { callTool: async () => ({}), listTools: async () => ({ tools: [] }) },
    { headroom: instance },
  ],
  compressedRequestHandler: () => [{ sendRequest: async () => new Response() }, { headroom: instance }],
  defineCompressor: () => [COMPRESSOR()],
  defineSelector: () => [{ name: 'x', accepts: () => true, leaveOut: () => [] }],

  'new BodyResult': () => [],
  'new CompressResult': () => [],
  'new CrushResult': () => [],
  'new HtmlResult': () => [],
  'new TextResult': () => [],
  'new Session': () => [],
  'new Originals': () => [],
  'new Store': () => [],
  'new Headroom': () => [{ ...SETTINGS(), store: ':memory:', scope: 's', ocr: () => 'text' }],
  'new SharedContext': () => [{ store: ':memory:', scope: 's', ttl: 5, maxEntries: 5 }],
  'new Savings': () => [],
  'new RemoteHeadroom': () => [REMOTE()],
  'new TransformPipeline': () => [[COMPRESSOR()], { onEvent: () => undefined }],
  'HeadroomError.isInstance': () => [OWN],
  'BodyResult.with': () => [{}, []],
  'CrushResult.withhold': () => [],
  'HtmlResult.withhold': () => [],
  'Session.compressOwned': () => [],
  'TextResult.withhold': () => [],
  'BodyResult.allBlocks': () => [],
  'BodyResult.count': () => ['gpt-5'],
  'BodyResult.withImages': () => [[], [], false],
  'CompressResult.with': () => [{}, []],
  'CompressResult.withImages': () => [[], [], false],
  'CompressResult.allBlocks': () => [],
  'CompressResult.count': () => ['gpt-5'],
  'Headroom.compress': () => [MESSAGES(), { ...CALL(), tokenBudget: 10, keepTurns: 1 }],
  'Headroom.compressText': () => ['text', TEXT()],
  'Headroom.compressBatch': () => [[MESSAGES()], CALL()],
  'Headroom.compressDocuments': () => [['text', 'more'], DOCUMENTS()],
  'Headroom.compressBody': () => [Buffer.from(JSON.stringify(REQUEST())), CALL()],
  'Headroom.simulate': () => [MESSAGES(), CALL()],
  'Headroom.session': () => [],
  'Headroom.explain': () => [MESSAGES(), CALL()],
  'Headroom.expand': () => ['text'],
  'Headroom.retrieve': () => [HANDLE, RETRIEVE()],
  'Headroom.handleToolCall': () => [
    { type: 'tool_use', id: 'a', name: 'headroom_retrieve', input: { handle: HANDLE, lines: '1-2' } },
  ],
  'Headroom.search': () => ['two', { limit: 3 }],
  'Headroom.originals': () => [],
  'Headroom.stats': () => [],
  'Headroom.getMetrics': () => [],
  'Headroom.getSummary': () => [],
  'Headroom.validateSetup': () => [],
  'Headroom.close': () => [],
  'RemoteHeadroom.compress': () => [
    MESSAGES(),
    { model: 'gpt-5', frozenMessageCount: 0, signal: new AbortController().signal },
  ],
  'RemoteHeadroom.retrieve': () => [HANDLE, { query: 'q', signal: new AbortController().signal }],
  'RemoteHeadroom.handleToolCall': () => [
    { type: 'tool_use', id: 'a', name: 'headroom_retrieve', input: { handle: HANDLE } },
  ],
  'RemoteHeadroom.stats': () => [],
  'RemoteHeadroom.proxyStats': () => [{ signal: new AbortController().signal }],
  'TransformPipeline.transform': () => [MESSAGES(), { model: 'gpt-5', signal: new AbortController().signal }],
  'TransformPipeline.expand': () => [MESSAGES()],
  'Session.compress': () => [MESSAGES(), CALL()],
  'Session.compressBody': () => [JSON.stringify(REQUEST()), CALL()],
  'Session.expand': () => [MESSAGES()],
  'Session.stats': () => [],
  'SharedContext.put': () => ['k', 'text', { agent: 'a' }],
  'SharedContext.get': () => ['k', { full: true }],
  'SharedContext.full': () => ['k'],
  'SharedContext.entry': () => ['k'],
  'SharedContext.keys': () => [],
  'SharedContext.stats': () => [],
  'SharedContext.clear': () => [],
  'Savings.add': () => [
    {
      model: 'claude-opus-5-5',
      usage: USAGE(),
      conversation: 'c',
      result: { tokensBefore: 2, tokensAfter: 1 },
      earlierMessages: 0,
    },
  ],
  'Savings.summary': () => [],
  'Originals.put': () => [['one']],
  'Originals.has': () => [HANDLE],
  'Originals.ask': () => [HANDLE, {}],
  'Originals.retrieve': () => [HANDLE, RETRIEVE()],
  'Originals.search': () => ['two', { limit: 3 }],
  'Originals.list': () => [{ after: 1, limit: 3 }],
  'Originals.clear': () => [],
  'Store.open': () => [{ memory: true, limitBytes: 1e6, ttlSeconds: 60 }],
  'Store.scope': () => ['s'],
  'Store.list': () => [{ after: 1, limit: 3 }],
  'Store.stats': () => [],
  'Store.purge': () => [],
  'Store.verify': () => [],
  'Store.clear': () => [],
};
/** Arguments for the constructors of errors, which are public. */
const ERROR = () => ['internal', 'message', { cause: OWN, status: 400 }];
const INSTANCES = {
  BodyResult: () => body,
  CompressResult: () => result,
  TextResult: () => headroom.compressText('text'),
  CrushResult: () => crushJson('[1]'),
  HtmlResult: () => headroom.compressHtml('<p>text</p>'),
  Headroom: (method) => (method === 'close' ? new Headroom() : instance),
  Session: () => instance.session(),
  SharedContext: () => shared,
  Savings: () => made,
  Originals: () => originals,
  Store: () => store,
  RemoteHeadroom: () => remote,
  TransformPipeline: () => pipeline,
};
/** Internal methods, which are not in the public types. */
const INTERNAL = new Set([
  'BodyResult.with',
  'BodyResult.withImages',
  'CompressResult.with',
  'CompressResult.withImages',
  'CrushResult.withhold',
  'HtmlResult.withhold',
  'TextResult.withhold',
  'Originals.ask',
  'Session.compressOwned',
]);

const isClass = (value) => /^class\b/.test(Function.prototype.toString.call(value));
const methodsOf = (object, skip) =>
  Object.entries(Object.getOwnPropertyDescriptors(object))
    .filter(([name, { value }]) => typeof value === 'function' && !skip.includes(name))
    .map(([name]) => name);

/** Every function, constructor and method: its name, and a function that calls it. */
function* callables() {
  for (const [name, value] of Object.entries(headroom)) {
    if (typeof value !== 'function') continue;
    if (!isClass(value)) {
      yield [name, (args) => value(...args)];
      continue;
    }
    yield [`new ${name}`, (args) => new value(...args)];
    for (const method of methodsOf(value, ['prototype'])) yield [`${name}.${method}`, (args) => value[method](...args)];
    for (
      let of = value.prototype;
      of !== Object.prototype && of !== Error.prototype && of !== null;
      of = Object.getPrototypeOf(of)
    ) {
      for (const method of methodsOf(of, ['constructor']))
        yield [`${name}.${method}`, (args) => INSTANCES[name](method)[method](...args)];
      for (const [getter, { get }] of Object.entries(Object.getOwnPropertyDescriptors(of)))
        if (get) void INSTANCES[name]()[getter];
    }
  }
}

/** The paths of all values in a value. */
function* waysIn(value, depth = 0) {
  yield [];
  if (
    depth === 6 ||
    typeof value !== 'object' ||
    value === null ||
    (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype)
  )
    return;
  for (const key of Object.keys(value)) for (const way of waysIn(value[key], depth + 1)) yield [key, ...way];
}

function withValue(of, [key, ...rest], value) {
  if (key === undefined) return value;
  const copy = Array.isArray(of) ? of.slice() : { ...of };
  copy[key] = withValue(copy[key], rest, value);
  return copy;
}

const problems = [];
let calls = 0;
let doing = '';
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error) => problems.push(`${doing}: ${event}: ${String(error?.message ?? error).slice(0, 80)}`));
process.removeAllListeners('warning').on('warning', () => undefined);

/** The outcome of a call. Streams are read to their end. */
async function outcomeOf(given) {
  const result = await given;
  if (doing.startsWith('stream')) for await (const _ of result);
}

/** Callbacks whose errors the caller gets unchanged. */
const CALLBACKS =
  /with (?:thrower|class|refusingFunction|revokedFunction) at .*\b(?:onProgress|send|callTool|count|withOptions)$/;

function judge(error, isThrown, isAsync) {
  if (error === OWN || CALLBACKS.test(doing)) return;
  if (isThrown && isAsync) problems.push(`${doing}: throws, and has to reject`);
  if (!(error instanceof HeadroomError))
    problems.push(`${doing}: ${error?.constructor?.name}: ${String(error?.message ?? typeof error).slice(0, 120)}`);
  else if (error.message.includes(SECRET)) problems.push(`${doing}: repeats a value: ${error.message.slice(0, 120)}`);
  else if (error.code === 'internal') problems.push(`${doing}: taken for a bug: ${error.cause?.stack?.slice(0, 400)}`);
}

async function attempt(name, call, args, isAsync) {
  calls += 1;
  let working;
  try {
    working = call(args);
  } catch (error) {
    judge(error, true, isAsync);
    return;
  }
  // A synchronous call may return its hostile argument unchanged, and that must not be touched.
  if (!isAsync && !name.startsWith('stream')) return;
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve('late'), 20_000);
  });
  try {
    if ((await Promise.race([outcomeOf(working), late])) === 'late') problems.push(`${doing}: hangs`);
  } catch (error) {
    judge(error, false, isAsync);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Makes a valid call, and returns whether it is asynchronous. Constructors that only this package may call are skipped.
 */
async function tried(name, call, args) {
  if (name.startsWith('new ') && args.length === 0) return false;
  try {
    const given = call(args);
    await outcomeOf(given);
    return given instanceof Promise;
  } catch (error) {
    // No model is installed where the tests run.
    if (error?.code === 'model/invalid') return true;
    problems.push(`${doing}: ${error?.stack}`);
    return false;
  }
}

/** In quick tests each value is tried at every eighth place only. All values and all places still take their turn. */
const STRIDE = process.env.HEADROOM_TESTS === 'quick' ? 8 : 1;

const seen = [];
let places = 0;
const [, , part = '0', parts = '1'] = process.argv;
for (const [name, call] of callables()) {
  seen.push(name);
  const recipe = CALLS[name] ?? (/^new \w*Error$/.test(name) ? ERROR : undefined);
  if (!recipe || INTERNAL.has(name) || seen.length % Number(parts) !== Number(part)) continue;
  doing = `${name}, as it should be`;
  const isAsync = await tried(name, call, recipe());
  for (const way of [...waysIn(recipe())].filter((own) => own.length > 0)) {
    places += 1;
    for (const [index, [kind, value]] of Object.entries(VALUES).entries()) {
      if ((places + index) % STRIDE !== 0) continue;
      doing = `${name} with ${kind} at ${way.join('.')}`;
      await attempt(name, call, withValue(recipe(), way, value()), isAsync);
    }
  }
}
doing = 'afterwards';
await new Promise((resolve) => setTimeout(resolve, 300));
const known = Object.keys(CALLS);
console.log(
  JSON.stringify({
    calls,
    kinds: Object.keys(VALUES).length,
    problems: problems.slice(0, 60),
    count: problems.length,
    unknown: seen.filter((name) => !known.includes(name) && !/^new \w*Error$/.test(name)),
    stale: known.filter((name) => !seen.includes(name)),
    polluted: ['role', 'content', 'x'].filter((name) => name in {}),
  }),
);
process.exit();
