// Mastra under strict types.
import { Agent } from '@mastra/core/agent';
import { headroomProcessor } from '@headroom/native/mastra';

export const agent: Agent = new Agent({
  id: 'a',
  name: 'A',
  instructions: 'Be brief.',
  model: 'openai/gpt-5-mini',
  inputProcessors: [headroomProcessor()],
});
// @ts-expect-error: there is no such option
headroomProcessor({ nope: 1 });
