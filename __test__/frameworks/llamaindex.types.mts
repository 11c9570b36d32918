// LlamaIndex under strict types.
import type { BaseNodePostprocessor } from '@llamaindex/core/postprocessor';
import { nodePostprocessor } from '@headroom/native/llamaindex';

export const postprocessor: BaseNodePostprocessor = nodePostprocessor();
// @ts-expect-error: there is no such option
nodePostprocessor({ nope: 1 });
