#!/usr/bin/env node
// Writes src/models/snapshot.ts: the chat models that agents use, with their windows and prices, from
// @pydantic/genai-prices. If prices change during the day, it takes those outside of peak hours.
//   node scripts/update-models.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { findProvider } from '@pydantic/genai-prices';

/** The version with the prices, and its release date. */
const VERSION = '0.1.8';
const DATE = '2026-09-23';

const FILE = new URL('../src/models/snapshot.ts', import.meta.url);

/** For each provider: where its models are listed, which of them to take, and the prefix of their names. */
const SOURCES = [
  { provider: 'anthropic', list: 'anthropic', models: /^claude-(?!2|v)/ },
  { provider: 'openai', list: 'openai', models: /^(gpt-(3\.5-turbo$|4|5|6|oss)|o[134]|chatgpt|codex)/ },
  { provider: 'google', list: 'google', models: /^gemini-(2|3|4)/ },
  { provider: 'amazon', list: 'aws', models: /^amazon\.nova-/, prefix: 'amazon.' },
  { provider: 'deepseek', list: 'deepseek', models: /^deepseek-/ },
  {
    provider: 'mistral',
    list: 'mistral',
    models: /^(codestral|devstral|magistral|ministral|mistral-(large|medium|small|nemo))/,
  },
  { provider: 'x-ai', list: 'x-ai', models: /^grok-(3|4|build|code)/ },
  { provider: 'moonshotai', list: 'moonshotai', models: /^kimi-/ },
  { provider: 'minimax', list: 'minimax', models: /^minimax-m/i },
  { provider: 'qwen', list: 'openrouter', models: /^qwen\/qwen(3|-max|-plus|-turbo)/, prefix: 'qwen/' },
  { provider: 'z-ai', list: 'openrouter', models: /^z-ai\/glm-/, prefix: 'z-ai/' },
];
/** Models to skip: other media than text, and variants such as search, fine-tuned or routed models, and previews. */
const OTHER =
  /^ft:|sonic|:[a-z]|audio|realtime|transcribe|tts|image|embedding|vision|-vl|search|research|live|safeguard|instruct-0|-20\d\d$/;
/** The source's names for our prices. */
const PRICES = {
  input: 'input_mtok',
  cachedRead: 'cache_read_mtok',
  cacheWrite5m: 'cache_write_mtok',
  cacheWrite1h: 'cache_write_1h_mtok',
  output: 'output_mtok',
};

/** The prices on that date: the latest ones without hours. */
function current(prices) {
  if (!Array.isArray(prices)) return prices;
  const begun = prices.filter(
    ({ constraint }) => constraint === undefined || (constraint.type === 'start_date' && constraint.start_date <= DATE),
  );
  return begun.at(-1).prices;
}

/** Dollars for a million tokens as decimal text, and separate prices for long prompts if there are any. */
function pricesOf(model) {
  const prices = current(model.prices);
  const found = Object.entries(PRICES).flatMap(([name, key]) =>
    prices[key] === undefined ? [] : [[name, prices[key]]],
  );
  const starts = new Set(found.flatMap(([, price]) => price.tiers?.map(({ start }) => start) ?? []));
  if (starts.size > 1) throw new Error(`${model.id} has ${starts.size} kinds of long prompts`);
  const [above] = starts;
  const base = found.map(([name, price]) => [name, decimal(price.base ?? price)]);
  const long = found.map(([name, price]) => [name, decimal(price.tiers?.[0]?.price ?? price.base ?? price)]);
  return Object.fromEntries(
    above === undefined ? base : [...base, ['long', Object.fromEntries([['above', above], ...long])]],
  );
}

function decimal(price) {
  const text = price.toFixed(6).replace(/\.?0+$/, '');
  if (Math.abs(Number(text) - price) > 1e-12) throw new Error(`${price} has more than six decimals`);
  return text;
}

/** The other names of a model. */
function namesIn(match) {
  return Object.entries(match).flatMap(([kind, value]) =>
    Array.isArray(value) ? value.flatMap(namesIn) : kind === 'equals' || kind === 'starts_with' ? [value] : [],
  );
}

/** The chat models of a provider, as rows. */
function rowsOf({ provider, list, models, prefix = '' }) {
  const bare = (name) =>
    name
      .slice(name.startsWith(prefix) ? prefix.length : 0)
      .toLowerCase()
      .replace(/[-@:.]+$/, '');
  return findProvider({ providerId: list })
    .models.filter(({ id }) => models.test(id) && !OTHER.test(id.slice(prefix.length)))
    .flatMap((model) => {
      const prices = pricesOf(model);
      if (prices.input === undefined || prices.output === undefined) return [];
      const id = bare(model.id).replace(/-v\d:\d$/, '');
      const names = [...new Set(namesIn(model.match).map(bare))]
        .filter((name) => name !== id && !name.includes('/') && !OTHER.test(name))
        .sort();
      return [
        {
          id,
          provider,
          ...(names.length > 0 && { names }),
          ...(model.context_window && { context: model.context_window }),
          prices,
        },
      ];
    });
}

/** Returns the snapshot as TypeScript. */
export function snapshot() {
  const { version } = JSON.parse(
    readFileSync(new URL('../node_modules/@pydantic/genai-prices/package.json', import.meta.url), 'utf8'),
  );
  if (version !== VERSION)
    throw new Error(`@pydantic/genai-prices is ${version}: set VERSION, and DATE to the day it was released on`);
  const rows = SOURCES.flatMap((source) => rowsOf(source)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const written = rows.map((row) =>
    JSON.stringify(row)
      .replace(/"(\w+)":/g, '$1: ')
      .replaceAll(',', ', ')
      .replaceAll('{', '{ ')
      .replaceAll('}', ' }')
      .replaceAll('"', "'"),
  );
  return `// Generated by \`node scripts/update-models.mjs\` from @pydantic/genai-prices ${VERSION} (MIT). Do not edit.
import type { ListedModel } from './model.js';

/** The release date of that version. */
export const DATE = '${DATE}';

/** Chat models, by name. */
export const SNAPSHOT: readonly ListedModel[] = [
${written.map((row) => `  ${row},\n`).join('')}];
`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const text = snapshot();
  writeFileSync(FILE, text);
  console.log(`${text.match(/^ {2}\{/gm).length} models`);
}
