import type { Deliveries } from './deliveries.js';

export type { Deliveries } from './deliveries.js';
export { isAnswered, MAX_LENGTH, respond, type Place } from './respond.js';

/** Looks for each answer in the agent's transcript. It is loaded late, because hooks themselves do not need it. */
export async function deliveries(): Promise<Deliveries> {
  return (await import('./deliveries.js')).deliveries();
}
