// `@headroom/native/remote`: the engine of a server that several programs share.
export {
  RemoteHeadroom,
  type RemoteCompressOptions,
  type RemoteOptions,
  type RemotePart,
  type RemoteResult,
  type RemoteRetrieveOptions,
  type RemoteStatsOptions,
} from '../src/remote/index.js';
