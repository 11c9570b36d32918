// OpenAI's prompt cache: the whole prefix is lost if one of these parameters changes (`prompt_cache_diagnostics`).
import type { CachePart } from '../cache.js';

const PARAMETERS = ['reasoning', 'text', 'service_tier', 'prompt_cache_key'];

export const cache: CachePart = {
  marks: ['prompt_cache_breakpoint'],
  parameters: PARAMETERS.map((name) => ({ from: 'tools', path: [name] })),
};
