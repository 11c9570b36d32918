import { DEFAULT_HOST, DEFAULT_PORT, type ProxyOptions } from '../../proxy/index.js';

/** What a proxy is started with, as lines. The token is not said. */
export function settingsOf({
  host = DEFAULT_HOST,
  port = DEFAULT_PORT,
  mode = 'optimize',
  token,
  store,
  outbound,
}: ProxyOptions): string {
  return [
    ['address', `http://${host.includes(':') ? `[${host}]` : host}:${port}`],
    ['mode', mode],
    ['token', token === undefined ? 'none is needed' : 'needed in x-headroom-token'],
    [
      'store',
      store === undefined || store === false
        ? 'none: nothing is elided'
        : typeof store === 'string'
          ? store
          : "this user's",
    ],
    ...(outbound ? [['through', new URL(outbound.url).host]] : []),
  ]
    .map(([name, value]) => `${name!.padEnd(8)} ${value}\n`)
    .join('');
}
