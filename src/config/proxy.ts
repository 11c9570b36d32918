// The proxy's part of the environment.
import { join } from 'node:path';
import { stateFolder } from './folder.js';

/** The values of the variables that are set. The caller knows what they mean. */
export function proxyVariables(
  names: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ReadonlyMap<string, string> {
  return new Map(names.flatMap((name) => (env[name] ? [[name, env[name]] as const] : [])));
}

/** The secret that clients of our servers send. */
export function serverToken(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env['HEADROOM_PROXY_TOKEN'] || undefined;
}

/** Credentials for AWS, in the variables of its own tools. Undefined if there are none. */
export function awsCredentials(env: NodeJS.ProcessEnv = process.env):
  | {
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken: string | undefined;
      readonly region: string | undefined;
    }
  | undefined {
  const [accessKeyId, secretAccessKey] = [env['AWS_ACCESS_KEY_ID'], env['AWS_SECRET_ACCESS_KEY']];
  if (!accessKeyId || !secretAccessKey) return undefined;
  const sessionToken = env['AWS_SESSION_TOKEN'] || undefined;
  return { accessKeyId, secretAccessKey, sessionToken, region: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] };
}

/** A company's proxy on the way to providers, and the hosts that are reached without it. */
export function outboundProxy(
  env: NodeJS.ProcessEnv = process.env,
): { readonly url: string; readonly except: readonly string[] } | undefined {
  const url = env['HTTPS_PROXY'] || env['https_proxy'];
  const except = (env['NO_PROXY'] || env['no_proxy'] || '').split(/[\s,]+/).filter(Boolean);
  return url ? { url, except } : undefined;
}

/**
 * The file with the savings of proxies: HEADROOM_SAVINGS_PATH, or one in the user's folder for state. Undefined if
 * there is none.
 */
export function savingsFile(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folder = stateFolder(env);
  return env['HEADROOM_SAVINGS_PATH'] || (folder && join(folder, 'savings.jsonl'));
}
