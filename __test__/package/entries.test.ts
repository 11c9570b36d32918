// The public interface: the names of each entry, and the modules that an entry loads. A new name is listed here on
// purpose, because it becomes public.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packagesOf, sourcesOf } from '../support/loaded.js';
import { ROOT } from '../support/process.js';

/** The values of each entry. Types have no code, and tests of types name them. */
const NAMES: Readonly<Record<string, string>> = {
  '.': `AuthError BodyResult CacheError CompressResult CompressionError ConfigurationError ConnectionError CrushResult Headroom HeadroomError HtmlResult
    Originals ProviderError Session StorageError Store TextResult TokenizationError TransformError ValidationError compress compressBatch
    compressBody compressDiff compressDocuments compressHtml compressHtmlAsync compressJson compressLog compressSearch compressText compressTextAsync compressTexts compressTextsAsync crushJson
    crushJsonAsync detect expand mapProxyError`,
  './analysis': 'analyze report',
  './anthropic': 'anthropicMiddleware withHeadroom',
  './bedrock': 'bedrockPlugin',
  './claude-agent': 'claudeHooks',
  './code': 'mapRepository outlineCode outlineCodeAsync',
  './copilot': 'compressedRequestHandler',
  './cost': 'Savings costOf formatDollars modelInfo savingOf usageOf',
  './embeddings': 'endpointEmbedder',
  './fetch': 'createFetch',
  './google': 'withHeadroom',
  './images': 'imageHeader imageTokens optimizeImage',
  './langchain':
    'agentMiddleware budgetedHistory compressedChatModel compressedTools compressingReducer documentCompressor preModelHook',
  './llamaindex': 'compressedFunctionTools nodePostprocessor',
  './local-models': 'loadCompressor loadEmbedder modelRuntime',
  './mastra': 'headroomProcessor',
  './mcp-client': 'compressedMcpClient',
  './openai': 'withHeadroom',
  './openai-agents': 'modelInputFilter',
  './pipeline': 'TransformPipeline defineCompressor defineSelector',
  './prompt-cache': 'alignCache cacheReport placeBreakpoints promptCacheKey',
  './remote': 'RemoteHeadroom',
  './retrieval': 'retrieveTool runWithRetrieval streamWithRetrieval withRetrieveTool',
  './server': 'expressMiddleware fastifyHook honoMiddleware',
  './shared-context': 'SharedContext',
  './strands': 'afterToolCall',
  './tokens': 'countTokens countTokensAsync encodingOf',
  './vercel': 'headroomMiddleware prepareStep withHeadroom',
};
/** The folders of `src` that `.` loads. */
const LOADED = 'api config errors format headroom models native ocr providers splice store text tokens tool'.split(' ');

const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  exports: Record<string, unknown>;
};
const GUIDE = readFileSync(join(ROOT, 'docs/getting-started.md'), 'utf8');
const PATHS = Object.keys(exports).filter((path) => !path.endsWith('.json'));
const fileOf = (path: string): string => (path === '.' ? 'index' : `entries/${path.slice(2)}`);
const foldersOf = (file: string): string[] =>
  [...new Set(sourcesOf(file).map((source) => source.split('/')[1]!))].sort();

describe('the entries', () => {
  it('are the files of `entries`, and the root', () => {
    const files = readdirSync(join(ROOT, 'entries')).map((name) => `./${name.replace(/\.ts$/, '')}`);
    expect(PATHS).toEqual(['.', ...files.sort()]);
    expect(PATHS).toEqual(Object.keys(NAMES));
  });

  it.each(PATHS)('%s has an export for each module format', (path) => {
    const file = fileOf(path);
    expect(exports[path]).toEqual({
      import: { types: `./dist/${file}.d.mts`, module: `./dist/${file}.js`, default: `./dist/${file}.mjs` },
      require: { types: `./dist/types/${file}.d.ts`, module: `./dist/${file}.js`, default: `./dist/${file}.cjs` },
    });
  });

  it.each(PATHS)('%s exports the same names in each format', async (path) => {
    const file = join(ROOT, 'dist', fileOf(path));
    const expected = NAMES[path]!.split(/\s+/).sort();
    for (const extension of ['js', 'mjs'])
      expect(Object.keys((await import(pathToFileURL(`${file}.${extension}`).href)) as object).sort()).toEqual(
        expected,
      );
    expect(Object.keys(createRequire(import.meta.url)(`${file}.cjs`) as object).sort()).toEqual(expected);
  });

  it.each(PATHS)('the guide lists all functions and classes of %s', (path) => {
    const name = `@headroom/native${path.slice(1)}`;
    const [, row = ''] = GUIDE.split(`\n| \`${name}\` |`);
    const [listed = ''] = row.split('\n');
    const names = NAMES[path]!.split(/\s+/).filter((name) => !/Error$|Result$/.test(name));
    expect(names.filter((name) => !listed.includes(`\`${name}\``))).toEqual([]);
  });

  it('no name is exported twice, except for the one that wraps the clients of all providers', () => {
    const names = Object.values(NAMES).flatMap((list) => list.split(/\s+/));
    const twice = names.filter((name, at) => names.indexOf(name) !== at);
    expect(new Set(twice)).toEqual(new Set(['withHeadroom']));
  });

  it('`import` and `require` share one copy of every class', async () => {
    const imported = (await import(pathToFileURL(join(ROOT, 'dist/index.mjs')).href)) as Record<string, unknown>;
    const required = createRequire(import.meta.url)(join(ROOT, 'dist/index.cjs')) as Record<string, unknown>;
    expect(Object.keys(imported).filter((name) => imported[name] !== required[name])).toEqual([]);
  });
});

describe.each(['js', 'cjs'])('built as .%s', (extension) => {
  it('`.` loads these folders of src and no others', () => {
    expect(foldersOf(`dist/index.${extension}`)).toEqual(LOADED);
  });

  it.each(['remote', 'embeddings'])('./%s loads no engine, so it works without an addon', (name) => {
    expect(foldersOf(`dist/entries/${name}.${extension}`)).not.toContain('native');
  });

  it.each(PATHS)('%s loads neither the command line nor a package', (path) => {
    const file = `dist/${fileOf(path)}.${extension}`;
    expect(foldersOf(file)).not.toContain('cli');
    expect(packagesOf(file).filter((id) => !isBuiltin(id) && !id.startsWith('@headroom/native-'))).toEqual([]);
  });
});
