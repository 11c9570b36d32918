import { stateFolder } from '../../config/index.js';
import { count } from '../../format/index.js';
import { DEFAULT_HOST, DEFAULT_PORT, prunes, type ProxyOptions } from '../../proxy/index.js';

/** Describes the options of a proxy in lines, without its token. */
export function settingsOf(options: ProxyOptions): string {
  const {
    host = DEFAULT_HOST,
    port = DEFAULT_PORT,
    mode = 'optimize',
    token,
    store,
    storeTtl,
    storeLimit,
    elide = true,
    outbound,
    budgets,
    onBudget = 'block',
    rateLimit,
    responseCache,
    semanticCache,
    images = 'preserve',
    retries,
    shadow,
    savings,
    logFile,
    logContents,
  } = options;
  return [
    ['address', `http://${host.includes(':') ? `[${host}]` : host}:${port}`],
    ['mode', mode],
    ['token', token === undefined ? 'none is needed' : 'needed in x-headroom-token'],
    [
      'store',
      store === undefined || store === false
        ? 'none: nothing is elided'
        : `${typeof store === 'string' ? store : (stateFolder() ?? 'in memory')}${elide ? '' : ', for decisions only: nothing is elided'}`,
    ],
    ...(store && storeTtl ? [['', `unused originals go after ${count(storeTtl)} s`]] : []),
    ...(store && storeLimit ? [['', `of at most ${count(storeLimit)} bytes`]] : []),
    ...(prunes(options) ? [['pruning', 'old results become short forms where that pays']] : []),
    ['savings', savings ?? 'in memory'],
    ...(budgets?.length
      ? [['budget', `${budgets.map(({ usd, per }) => `$${usd}/${per}`).join(', ')} (${onBudget})`]]
      : []),
    ...(rateLimit ? [['limit', `${rateLimit} requests a minute for each client`]] : []),
    ...(responseCache ? [['cache', `the same request gets the same response for ${responseCache} s`]] : []),
    ...(semanticCache ? [['', 'and a question in other words, if its encoder can be loaded']] : []),
    ...(images === 'preserve' ? [] : [['images', images]]),
    ...(retries ? [['retries', String(retries)]] : []),
    ...(shadow ? [['shadow', `${shadow * 100}% of conversations are sent as they are`]] : []),
    ...(logFile === undefined ? [] : [['log', logFile]]),
    ...(logContents ? [['contents', 'texts of the last requests are kept in memory']] : []),
    ...(outbound ? [['through', new URL(outbound.url).host]] : []),
  ]
    .map(([name, value]) => `${name!.padEnd(8)} ${value}\n`)
    .join('');
}
