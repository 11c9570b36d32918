// Requests of Bedrock Converse.
import type { RequestPart } from '../provider.js';

export const request: RequestPart = {
  matches: (own) => 'modelId' in own || 'toolConfig' in own || 'inferenceConfig' in own,
  extras: 'additionalModelRequestFields',
};
