export { LOG_LEVELS, type LogLevel } from './console.js';
export type { Budget, OnBudget } from './gate/index.js';
export { History, netOf, PERIODS, startOf, told, type Period, type Sums } from './ledger/index.js';
export { instanceAt, register, type Instance } from './instance.js';
export {
  DEFAULT_HOST,
  DEFAULT_PORT,
  DEFAULT_SCOPE,
  PROXY_MODES,
  type Limits,
  type ProxyMode,
  type ProxyOptions,
  type ToolsMode,
} from './options.js';
export { OWN_ROUTES } from './own/index.js';
export { ping, type PingAnswer } from './ping.js';
export { ProxyServer } from './proxy.js';
export { checkOptions, providersOf, prunes } from './checks.js';
export { MAX_RETRIES } from './retry.js';
export { ROUTES, SIGNED_ROUTES } from '../wire/index.js';
