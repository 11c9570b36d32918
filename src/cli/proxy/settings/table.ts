// All settings of the proxy. Options, the environment and files are read by this table, and docs/proxy-options.md is made from it.
import {
  DEFAULT_HOST,
  DEFAULT_PORT,
  DEFAULT_SCOPE,
  PROXY_MODES,
  type Budget,
  type OnBudget,
  type ProxyMode,
  type ToolsMode,
} from '../../../proxy/index.js';
import { port } from '../../values.js';
import type { Setting } from './setting.js';
import { amountIn, budgetIn, oneOf, regionIn, shareIn, storeIn, upstreamIn, workersIn } from './values.js';

/** The values of all settings, by the names that options have in code. */
export interface Values {
  port: number;
  host: string;
  mode: ProxyMode;
  anthropicApiUrl: string;
  openaiApiUrl: string;
  geminiApiUrl: string;
  upstream: readonly (readonly [name: string, url: string])[];
  bedrockRegion: string;
  store: string | boolean;
  scope: string;
  token: string;
  allowHost: readonly string[];
  tools: ToolsMode;
  budget: readonly Budget[];
  onBudget: OnBudget;
  rateLimit: number;
  responseCache: number;
  shadow: number;
  savingsPath: string;
  logFile: string;
  workers: number;
}

const TOOLS: readonly ToolsMode[] = ['keep', 'slim'];
const ON_BUDGET: readonly OnBudget[] = ['block', 'warn'];

export const SETTINGS: { readonly [Name in keyof Values]: Setting<Values[Name]> } = {
  port: {
    name: 'port',
    short: 'p',
    value: '<port>',
    env: 'HEADROOM_PORT',
    read: port,
    fallback: String(DEFAULT_PORT),
    help: 'port to listen on; 0: any free one',
  },
  host: {
    name: 'host',
    value: '<address>',
    env: 'HEADROOM_HOST',
    read: String,
    fallback: DEFAULT_HOST,
    help: 'address to listen on; beyond loopback clients need the token in HEADROOM_PROXY_TOKEN',
  },
  mode: {
    name: 'mode',
    value: '<mode>',
    env: 'HEADROOM_MODE',
    choices: PROXY_MODES,
    read: oneOf(PROXY_MODES),
    fallback: 'optimize',
    help: 'optimize: compress; audit: measure what could be saved; passthrough: read nothing',
  },
  anthropicApiUrl: {
    name: 'anthropic-api-url',
    value: '<url>',
    env: 'ANTHROPIC_TARGET_API_URL',
    read: String,
    fallback: 'https://api.anthropic.com',
    help: 'address of Anthropic, or of a gateway to it',
  },
  openaiApiUrl: {
    name: 'openai-api-url',
    value: '<url>',
    env: 'OPENAI_TARGET_API_URL',
    read: String,
    fallback: 'https://api.openai.com',
    help: 'address of OpenAI, or of a provider with the same API',
  },
  geminiApiUrl: {
    name: 'gemini-api-url',
    value: '<url>',
    env: 'GEMINI_TARGET_API_URL',
    read: String,
    fallback: 'https://generativelanguage.googleapis.com',
    help: 'address of Gemini, or of a gateway to it',
  },
  upstream: {
    name: 'upstream',
    value: '<name=url>',
    env: 'HEADROOM_UPSTREAMS',
    isList: true,
    read: upstreamIn,
    fallback: 'none',
    help: 'one more provider, reached under /NAME/…; may be repeated',
  },
  bedrockRegion: {
    name: 'bedrock-region',
    value: '<region>',
    env: 'HEADROOM_BEDROCK_REGION',
    read: regionIn,
    fallback: 'none',
    help: 'region of Amazon Bedrock, reached under /bedrock/…; its requests are signed with the AWS credentials in the environment',
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
  token: {
    name: 'token',
    isOption: false,
    env: 'HEADROOM_PROXY_TOKEN',
    read: String,
    fallback: 'none',
    help: 'secret of at least 16 characters that clients send as the header x-headroom-token',
  },
  allowHost: {
    name: 'allow-host',
    value: '<name>',
    env: 'HEADROOM_ALLOW_HOSTS',
    isList: true,
    read: String,
    fallback: 'none',
    help: 'a host name under which clients reach the proxy; may be repeated',
  },
  tools: {
    name: 'tools',
    value: '<mode>',
    env: 'HEADROOM_TOOLS',
    choices: TOOLS,
    read: oneOf(TOOLS),
    fallback: 'keep',
    help: "slim: take keys that say nothing to a model out of tools' definitions, in conversations that begin from now on",
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
  workers: {
    name: 'workers',
    value: '<count>',
    env: 'HEADROOM_WORKERS',
    read: workersIn,
    fallback: '1',
    help: "processes that share the port; what they decide is in the store, or without one in the platform's own",
  },
};
