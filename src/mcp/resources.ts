// Resources: what the user of a client can attach to a conversation without a call of a tool.
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { MAX_ANSWER_BYTES } from '../tool/index.js';
import type { Client } from './client.js';
import { askProxy } from './proxy.js';
import { ProtocolError, Refusal, sentenceFor } from './refusal.js';
import { RETRIEVE } from './tools/retrieve.js';
import { STATS } from './tools/stats.js';

/** The code of the protocol for a resource that does not exist. */
const NOT_FOUND = -32_002;

const STATS_RESOURCE = {
  uri: 'headroom://stats',
  name: 'stats',
  title: 'Headroom savings',
  description: STATS.description,
  mimeType: 'application/json',
};

const ORIGINAL_TEMPLATE = {
  uriTemplate: 'headroom://original/{handle}',
  name: 'original',
  title: 'An original',
  description: `The text behind a marker, by the marker's handle. At most the first ${MAX_ANSWER_BYTES >> 10} KiB.`,
  mimeType: 'text/plain',
};
const ORIGINAL = /^headroom:\/\/original\/([^/?#]+)$/;

/** Answers requests for resources. */
export function serveResources(server: Server, client: Client): void {
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: [STATS_RESOURCE] }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [ORIGINAL_TEMPLATE] }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }, { signal }) => {
    try {
      return { contents: [{ uri, ...(await read(client, uri, signal)) }] };
    } catch (error) {
      throw new ProtocolError(NOT_FOUND, sentenceFor(error));
    }
  });
}

async function read(client: Client, uri: string, signal: AbortSignal): Promise<{ mimeType: string; text: string }> {
  if (uri === STATS_RESOURCE.uri) {
    const { parts } = await STATS.call(client, {}, signal);
    return { mimeType: STATS_RESOURCE.mimeType, text: parts.join('\n') };
  }
  const [, handle] = ORIGINAL.exec(uri) ?? [];
  if (handle === undefined)
    throw new Refusal('There is no such resource. Resources are headroom://stats and headroom://original/HANDLE.');
  return { mimeType: ORIGINAL_TEMPLATE.mimeType, text: await original(client, handle, signal) };
}

/** The original alone if it is whole. Otherwise its first line says which part this is. */
async function original({ headroom, savings, proxyUrl }: Client, handle: string, signal: AbortSignal): Promise<string> {
  savings.add('retrievals');
  try {
    const { text, part, complete } = await headroom.retrieve(handle, { limit: MAX_ANSWER_BYTES });
    return complete ? text : `${part}. headroom_retrieve gives the rest.\n${text}`;
  } catch (error) {
    const call = { type: 'tool_use', id: 'call', name: RETRIEVE.name, input: { handle, limit: MAX_ANSWER_BYTES } };
    const other = proxyUrl === undefined ? undefined : await askProxy(proxyUrl, call, signal);
    if (other === undefined) throw error;
    return other;
  }
}
