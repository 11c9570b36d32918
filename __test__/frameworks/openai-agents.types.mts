// The OpenAI Agents SDK under strict types.
import { type CallModelInputFilter, Runner } from '@openai/agents';
import { modelInputFilter } from '@headroom/native/openai-agents';

const filter: CallModelInputFilter = modelInputFilter();

export const values: readonly unknown[] = [filter, new Runner({ callModelInputFilter: modelInputFilter() })];
// @ts-expect-error: there is no such option
modelInputFilter({ nope: 1 });
