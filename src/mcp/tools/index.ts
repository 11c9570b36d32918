import { COMPRESS } from './compress.js';
import { READ } from './read.js';
import { RETRIEVE } from './retrieve.js';
import { STATS } from './stats.js';
import type { Tool } from './tool.js';

/** All tools, in the order in which clients list them. */
export const TOOLS: readonly Tool[] = [COMPRESS, RETRIEVE, READ, STATS];
