export { ask } from './ask.js';
export { proxyReaching, runningProxies, usualPort, type Upstreams, type Wanted } from './find.js';
export { keptLeases, leases, releaseKept, takeLease, type Lease } from './leases.js';
export { useProxy, type UsedProxy } from './use.js';
