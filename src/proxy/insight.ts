// What is learnt from a request while its provider works on it, so that nobody waits for it.
import type { Exchange } from './exchange.js';

/** Looks at a request that was sent. Whatever fails costs a figure, and no request. */
export function look({ app, target, prepared }: Exchange, id: number): void {
  if (!prepared || !target.route?.isAnswered) return;
  const { floor, blocks, bodies, conversation, skipped } = prepared;
  setImmediate(() => {
    if (floor) app.floor.look(floor.tools, floor.system).catch(() => undefined);
    if (blocks && bodies) app.contents?.add(id, bodies, blocks).catch(() => undefined);
    if (!blocks || conversation === undefined || skipped === 'shadow') return;
    app.toolSavings.add(conversation, blocks).catch(() => undefined);
  });
}
