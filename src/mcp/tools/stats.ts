import type { Tool } from './tool.js';

/** `headroom_stats`: the savings of this session, and of all sessions on this machine. */
export const STATS: Tool = {
  name: 'headroom_stats',
  description:
    'Says how many tokens Headroom saved in this session and in others on this machine, and what it has stored.',
  inputSchema: { type: 'object', properties: {} },
  async call({ savings, store }) {
    const { originals, bytes, storedBytes, limitBytes, lasting } = await store.stats();
    const said = {
      thisServer: savings.own(),
      allServers: savings.all(),
      store: { originals, bytes, storedBytes, limitBytes, lasting },
    };
    return { parts: [JSON.stringify(said, null, 2)] };
  },
};
