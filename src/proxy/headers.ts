// Headers are passed on in their order and spelling, except those that concern one connection only (RFC 9110, section 7.6.1).
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
/** Headers that are new for each connection. */
const OF_A_REQUEST: ReadonlySet<string> = new Set(['host', 'expect']);
/** Our own headers, which providers do not get. */
const OWN = /^x-headroom-/;

/** New values of headers by lower-case name. Undefined removes a header. */
export type HeaderChanges = Readonly<Record<string, string | undefined>>;

/** Headers for a provider. */
export function requestHeaders(raw: RawHeaders, host: string, changes: HeaderChanges = {}): string[] {
  return ['Host', host, ...passed(raw, (name) => !OF_A_REQUEST.has(name) && !OWN.test(name), changes)];
}

/** Headers for the client. */
export function responseHeaders(raw: RawHeaders, changes: HeaderChanges = {}): string[] {
  return passed(raw, () => true, changes);
}

/** True if the client asks for its request to be sent unchanged. */
export function isBypassed(headers: IncomingHttpHeaders): boolean {
  return /^(?:true|1)$/i.test(String(headers['x-headroom-bypass']));
}

/** Maximum length of a project's name, in characters. */
const MAX_PROJECT = 64;

/** The client's name for its project, for the statistics. */
export function projectOf({ 'x-headroom-project': project }: IncomingHttpHeaders): string | undefined {
  return typeof project === 'string' && project !== '' ? project.slice(0, MAX_PROJECT) : undefined;
}

/** True for a body of server-sent events. */
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
