// What is learnt from a request once it has been answered, so that nobody waits for it.
import type { Exchange } from './exchange.js';

/** Looks at a request that was sent. Whatever fails costs a figure, and no request. */
export function look({ app, request, target, prepared }: Exchange): void {
  const { route } = target;
  if (!prepared || !route?.isAnswered || app.isDraining) return;
  const { body, blocks, conversation, isChanged } = prepared;
  const isPlain = isChanged || request.headers['content-encoding'] === undefined;
  setImmediate(() => {
    if (isPlain) app.floor.look(body, conversation).catch(() => undefined);
    if (blocks && conversation !== undefined && prepared.skipped !== 'shadow')
      blocks()
        .then((all) => app.toolSavings.add(conversation, all))
        .catch(() => undefined);
  });
}
