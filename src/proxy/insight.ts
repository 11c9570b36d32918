// Collects the statistics of a request after its response was sent, so that no client waits for them.
import { isProvided, type Call, type Ended } from './exchange.js';

/** Gathers the figures of a request. A failure loses a figure, and does not affect the request. */
export function look({ app, target, prepared }: Call, id: number, ended: Ended): void {
  if (!prepared || !target.route?.isAnswered) return;
  const { floor, blocks, bodies, conversation, skipped, isDelta, isChanged } = prepared;
  setImmediate(() => {
    if (floor) app.floor.look(floor.tools, floor.system).catch(() => undefined);
    if (blocks && bodies) app.contents?.add(id, bodies, blocks).catch(() => undefined);
    if (!blocks || skipped === 'shadow' || !isProvided(ended)) return;
    if (conversation === undefined && !isDelta) return;
    app.toolSavings.add(isDelta ? undefined : conversation, blocks, isChanged).catch(() => undefined);
  });
}
