// Headers go on as they came, in their order and spelling, but for those that concern one connection only (RFC 9110, section 7.6.1).
import type { IncomingHttpHeaders } from 'node:http';
import { valuesOf, type RawHeaders } from '../http/index.js';

const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** Said anew for each connection: the server's name, and that it may go on. */
const OF_A_REQUEST: ReadonlySet<string> = new Set(['host', 'expect']);
/** Ours, and no provider's business. */
const OWN = /^x-headroom-/;

/** Values that are put in the place of others, by name in lower case; nothing: the header goes. */
export type HeaderChanges = Readonly<Record<string, string | undefined>>;

/** Headers for a provider. */
export function requestHeaders(raw: RawHeaders, host: string, changes: HeaderChanges = {}): string[] {
  return ['Host', host, ...passed(raw, (name) => !OF_A_REQUEST.has(name) && !OWN.test(name), changes)];
}

/** Headers for the client. */
export function responseHeaders(raw: RawHeaders, changes: HeaderChanges = {}): string[] {
  return passed(raw, () => true, changes);
}

/** Whether the client asks for its request to be sent as it is. */
export function isBypassed(headers: IncomingHttpHeaders): boolean {
  return /^(?:true|1)$/i.test(String(headers['x-headroom-bypass']));
}

/** Longest name of a project, in characters. */
const MAX_PROJECT = 64;

/** What a client calls its project, for the statistics. */
export function projectOf({ 'x-headroom-project': project }: IncomingHttpHeaders): string | undefined {
  return typeof project === 'string' && project !== '' ? project.slice(0, MAX_PROJECT) : undefined;
}

/** Whether a body is a stream of events. */
export function isEventStream({ 'content-type': type = '' }: IncomingHttpHeaders): boolean {
  return /^text\/event-stream\b/i.test(type);
}

function passed(raw: RawHeaders, isWanted: (name: string) => boolean, changes: HeaderChanges): string[] {
  const listed = valuesOf(raw, 'connection').flatMap((value) => value.toLowerCase().split(/[\s,]+/));
  const replaced = new Set<string>();
  const kept: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase();
    if (HOP_BY_HOP.has(name) || listed.includes(name) || !isWanted(name)) continue;
    const isChanged = Object.hasOwn(changes, name);
    const value = isChanged && !replaced.has(name) ? changes[name] : isChanged ? undefined : raw[at + 1];
    if (isChanged) replaced.add(name);
    if (value !== undefined) kept.push(raw[at]!, value);
  }
  for (const [name, value] of Object.entries(changes))
    if (value !== undefined && !replaced.has(name)) kept.push(name, value);
  return kept;
}
