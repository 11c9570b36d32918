// The work of a session: it compresses turn by turn, and sends again what it has sent.
import { native, type Session as NativeSession } from '../native/index.js';
import { controlled } from '../text/index.js';
import type { Conversations } from './conversations.js';
import { expandBy, whole } from './expand.js';
import { LastTurns } from './last-turns.js';
import type { Settings } from './options.js';
import type { OwnStore } from './own-store.js';
import { run, type Work } from './run.js';
import type { SessionWork } from './session.js';
import { Turns } from './turns.js';

/** Follows conversations with the settings and the store of an instance. */
export function follow(settings: Settings, store: OwnStore, conversations: Conversations): SessionWork {
  let opened: Promise<NativeSession | Turns> | undefined;
  const session = (): Promise<NativeSession | Turns> => (opened ??= open(store));
  const work: Work = async (request, json, control, { mode, signal }) => {
    if (mode !== 'optimize') return conversations.dryRun(request, json, control, signal);
    const followed = await session();
    if (followed instanceof Turns) return followed.compress(request, json, control, signal);
    // Another thread would take longer to begin than so little work takes. A store might have to wait for other processes.
    const isBrief = !store.isSet && request.isSmall;
    const texts = isBrief ? followed.compressAtOnce(request, json, control) : null;
    return texts ?? controlled(() => followed.compress(request, json, control), signal, control);
  };
  const turns = new LastTurns();
  return {
    turns,
    compress: async (messages, options) =>
      conversations.images.prepare(await run(messages, settings, options, work, turns), options, { isTurn: true }),
    expand: async (messages, own) => {
      const expanded = await expandBy(messages, {}, async (request) => {
        const followed = await session();
        return followed instanceof Turns
          ? followed.expand(request, new native.Control())
          : controlled((control) => followed.expand(request, control));
      });
      return whole(expanded, own, await store.open());
    },
  };
}

/** The engine keeps the ledger in our own store. For a store that the caller writes, TypeScript does. */
async function open(store: OwnStore): Promise<NativeSession | Turns> {
  const originals = await store.open();
  return originals?.backend ? new Turns(originals.backend) : new native.Session(originals?.native);
}
