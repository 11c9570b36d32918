export { ask } from './ask.js';
export {
  chosenUpstreams,
  proxyReaching,
  runningProxies,
  settingsOfNewProxies,
  usualPort,
  type Upstreams,
  type Wanted,
} from './find.js';
export { keptLeases, leases, releaseKept, takeLease, type Lease } from './leases.js';
export type { Start } from './start.js';
export { useProxy, type UsedProxy } from './use.js';
