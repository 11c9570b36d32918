import { COUNT, optionsOf, type Checks } from '../errors/index.js';

/** Options for answering a call of `headroom_retrieve`. */
export interface ToolCallOptions {
  /** The maximum number of bytes of text in the answer. Default: 256 KiB. */
  limit?: number;
}

const CHECKS: Checks<ToolCallOptions> = { limit: COUNT };

/** The options, each read once. @throws `ConfigurationError` for an unknown option or a value of the wrong type. */
export function toolCallOptions(options: ToolCallOptions | undefined): ToolCallOptions {
  return optionsOf(options, CHECKS);
}
