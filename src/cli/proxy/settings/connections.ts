// Where the proxy listens, and which providers it connects to.
import { DEFAULT_HOST, DEFAULT_PORT } from '../../../proxy/index.js';
import { port } from '../../values.js';
import type { Settings } from './setting.js';
import type { Values } from './types.js';
import { regionIn, upstreamIn, workersIn } from './values.js';

export const CONNECTIONS: Settings<
  Pick<
    Values,
    | 'port'
    | 'host'
    | 'anthropicApiUrl'
    | 'openaiApiUrl'
    | 'geminiApiUrl'
    | 'upstream'
    | 'bedrockRegion'
    | 'token'
    | 'allowHost'
    | 'workers'
  >
> = {
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
  workers: {
    name: 'workers',
    value: '<count>',
    env: 'HEADROOM_WORKERS',
    read: workersIn,
    fallback: '1',
    help: "processes that share the port; what they decide is in the store, or without one in the platform's own",
  },
};
