// All settings of the proxy. Options, the environment and files are read by this table, and docs/proxy-options.md is
// generated from it.
import { CONDUCT } from './conduct.js';
import { CONNECTIONS } from './connections.js';
import type { Settings } from './setting.js';
import type { Values } from './types.js';

export const SETTINGS: Settings<Values> = { ...CONNECTIONS, ...CONDUCT };
