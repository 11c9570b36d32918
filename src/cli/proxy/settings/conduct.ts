// What the proxy does with requests, and what it logs.
import {
  DEFAULT_SCOPE,
  LOG_LEVELS,
  PROXY_MODES,
  type OnBudget,
  type ProxyOptions,
  type ToolsMode,
} from '../../../proxy/index.js';
import type { Settings } from './setting.js';
import type { Values } from './types.js';
import { amountIn, budgetIn, oneOf, retriesIn, shareIn, sizeIn, storeIn, switchIn, timeIn } from './values.js';

const TOOLS: readonly ToolsMode[] = ['keep', 'slim', 'defer'];
const PRUNING: readonly NonNullable<ProxyOptions['pruning']>[] = ['off', 'auto'];
const IMAGES: readonly NonNullable<ProxyOptions['images']>[] = [
  'preserve',
  'auto',
  'crop',
  'downscale',
  'transcode',
  'low',
  'text',
];
const ON_BUDGET: readonly OnBudget[] = ['block', 'warn'];

export const CONDUCT: Settings<
  Pick<
    Values,
    | 'mode'
    | 'store'
    | 'scope'
    | 'storeTtl'
    | 'storeLimit'
    | 'tools'
    | 'pruning'
    | 'budget'
    | 'onBudget'
    | 'rateLimit'
    | 'responseCache'
    | 'semanticCache'
    | 'images'
    | 'retries'
    | 'shadow'
    | 'savingsPath'
    | 'logFile'
    | 'logContents'
    | 'logLevel'
  >
> = {
  mode: {
    name: 'mode',
    value: '<mode>',
    env: 'HEADROOM_MODE',
    choices: PROXY_MODES,
    read: oneOf(PROXY_MODES),
    fallback: 'optimize',
    help: 'optimize: compress; audit: measure what could be saved; passthrough: read nothing',
  },
  store: {
    name: 'store',
    value: '[folder]',
    env: 'HEADROOM_STORE',
    isPath: true,
    read: storeIn,
    fallback: 'no store',
    help: "also elide redundant output, and store the originals in this folder, or in the platform's own",
  },
  scope: {
    name: 'scope',
    value: '<id>',
    env: 'HEADROOM_SCOPE',
    read: String,
    fallback: DEFAULT_SCOPE,
    help: 'the scope of the originals: who may fetch them',
  },
  storeTtl: {
    name: 'store-ttl',
    alias: 'cache-ttl',
    value: '<time>',
    env: 'HEADROOM_STORE_TTL',
    read: timeIn,
    fallback: '7d',
    help: 'how long the store keeps an original that nobody uses: seconds, or a number with s, m, h, d or w',
  },
  storeLimit: {
    name: 'store-limit',
    value: '<size>',
    env: 'HEADROOM_STORE_LIMIT',
    read: sizeIn,
    fallback: '512mb',
    help: 'maximum size of the store: bytes, or a number with kb, mb, gb or tb',
  },
  tools: {
    name: 'tools',
    value: '<mode>',
    env: 'HEADROOM_TOOLS',
    choices: TOOLS,
    read: oneOf(TOOLS),
    fallback: 'keep',
    help: "slim: take keys that say nothing to a model out of tools' definitions; defer: let the model search the tools of MCP servers, where its provider can; in conversations that begin from now on",
  },
  pruning: {
    name: 'pruning',
    value: '<mode>',
    env: 'HEADROOM_PRUNING',
    choices: PRUNING,
    read: oneOf(PRUNING),
    fallback: 'auto with a store',
    help: 'auto: replace old tool results by short forms where that pays by the prices of the model; needs a store',
  },
  budget: {
    name: 'budget',
    value: '<amount>',
    env: 'HEADROOM_BUDGET',
    isList: true,
    read: budgetIn,
    fallback: 'none',
    help: 'dollars that may be spent in an hour, a day or a month (UTC), such as 20/day; may be repeated',
  },
  onBudget: {
    name: 'on-budget',
    value: '<action>',
    env: 'HEADROOM_ON_BUDGET',
    choices: ON_BUDGET,
    read: oneOf(ON_BUDGET),
    fallback: 'block',
    help: 'once a budget is spent: block: refuse requests; warn: say it in the header x-headroom-budget',
  },
  rateLimit: {
    name: 'rate-limit',
    value: '<requests>',
    env: 'HEADROOM_RATE_LIMIT',
    read: amountIn,
    fallback: '0: any number',
    help: 'requests that each client may send in a minute',
  },
  responseCache: {
    name: 'response-cache',
    value: '<seconds>',
    env: 'HEADROOM_RESPONSE_CACHE',
    read: amountIn,
    fallback: '0: never',
    help: 'for how long the very same request of the same client gets the same response again',
  },
  semanticCache: {
    name: 'semantic-cache',
    value: '<folder>',
    env: 'HEADROOM_SEMANTIC_CACHE',
    isPath: true,
    read: String,
    fallback: 'none',
    help: 'folder of a sentence encoder: with --response-cache, a question in other words gets the same response, too',
  },
  images: {
    name: 'images',
    value: '<mode>',
    env: 'HEADROOM_IMAGES',
    choices: IMAGES,
    read: oneOf(IMAGES),
    fallback: 'preserve',
    help: 'with --store, what may be done with images of requests; auto: all that keeps text legible; text: also OCR',
  },
  retries: {
    name: 'retries',
    value: '<count>',
    env: 'HEADROOM_RETRIES',
    read: retriesIn,
    fallback: '0: never',
    help: 'how often a request is sent again that its provider could not answer (429, 502, 503, 504, 529, no connection), at most 5',
  },
  shadow: {
    name: 'shadow',
    value: '<share>',
    env: 'HEADROOM_SHADOW',
    read: shareIn,
    fallback: '0%',
    help: 'share of conversations that are sent as they are, so that the saving is measured',
  },
  savingsPath: {
    name: 'savings-path',
    value: '<file>',
    env: 'HEADROOM_SAVINGS_PATH',
    isPath: true,
    read: String,
    fallback: "savings.jsonl in the user's folder for state",
    help: 'file in which savings outlive the process; none: they are kept in memory',
  },
  logFile: {
    name: 'log-file',
    value: '<file>',
    env: 'HEADROOM_LOG_FILE',
    isPath: true,
    read: String,
    fallback: 'none',
    help: 'write a line of JSON for each request to this file, without contents',
  },
  logLevel: {
    name: 'log-level',
    value: '<level>',
    env: 'HEADROOM_LOG_LEVEL',
    choices: LOG_LEVELS,
    read: oneOf(LOG_LEVELS),
    fallback: 'silent',
    help: 'info: print a short line for each request to the error output; debug: print all its figures as JSON; both without contents',
  },
  logContents: {
    name: 'log-contents',
    value: '[switch]',
    env: 'HEADROOM_LOG_CONTENTS',
    read: switchIn,
    fallback: 'off',
    help: 'keep changed texts of the last 50 requests in memory, before and after, for the dashboard; on or off',
  },
};
