export type { RemotePart, RemoteResult } from './answer.js';
export type { RemoteOptions } from './options.js';
export {
  RemoteHeadroom,
  type RemoteCompressOptions,
  type RemoteRetrieveOptions,
  type RemoteStatsOptions,
} from './remote.js';
