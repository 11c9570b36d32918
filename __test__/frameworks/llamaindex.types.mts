// LlamaIndex under strict types.
import type { BaseNodePostprocessor } from '@llamaindex/core/postprocessor';
import { tool } from '@llamaindex/core/tools';
import { openai } from '@llamaindex/openai';
import { agent } from '@llamaindex/workflow';
import { compressedFunctionTools, nodePostprocessor } from '@headroom/native/llamaindex';

const search = tool({
  name: 's',
  description: 'd',
  parameters: { type: 'object', properties: {} },
  execute: () => 'x',
});

export const postprocessor: BaseNodePostprocessor = nodePostprocessor();
export const operator: unknown = agent({ llm: openai(), tools: compressedFunctionTools([search]) });
// @ts-expect-error: there is no such option
nodePostprocessor({ nope: 1 });
