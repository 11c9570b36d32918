// Signs requests for Bedrock. The signature of the client is for our address, and for the body before compression.
import type { Outgoing } from '../send.js';
import type { Upstream } from '../upstream.js';
import { signatureFor, type Signer } from './sigv4.js';

/** Credentials for AWS. They are used for requests to Bedrock alone. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** The region, if the address of Bedrock does not name it. */
  readonly region?: string | undefined;
}

/** A request cannot be signed. The message says what to do. */
export class NotSigned extends Error {}

const HOST = /^bedrock-runtime(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;
/** The headers of a client's signature. */
const CLIENTS: ReadonlySet<string> = new Set([
  'authorization',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-content-sha256',
]);

/** Whether requests to a provider are signed. */
export function isSigned({ name, host }: Upstream): boolean {
  return name === 'bedrock' || HOST.test(host);
}

/** A request as it may be sent. @throws {@link NotSigned} where it has to be signed, and there is nothing to sign with. */
export function signed(upstream: Upstream, outgoing: Outgoing, credentials: AwsCredentials | undefined): Outgoing {
  if (!isSigned(upstream) || hasKey(outgoing.headers)) return outgoing;
  const region = HOST.exec(upstream.host)?.[1] ?? credentials?.region;
  if (!credentials || region === undefined)
    throw new NotSigned(
      'requests to Bedrock are signed: start the proxy with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION',
    );
  if (outgoing.rest) throw new NotSigned('the body is too long to be signed.');
  const { method, path, body } = outgoing;
  const signer: Signer = { ...credentials, region, service: 'bedrock' };
  const added = signatureFor({ method, path, host: upstream.url.host, body }, signer, new Date());
  return { ...outgoing, headers: [...without(outgoing.headers), ...Object.entries(added).flat()] };
}

/** An API key of Bedrock is sent as it is. */
function hasKey(headers: readonly string[]): boolean {
  return headers.some(
    (name, at) => at % 2 === 0 && /^authorization$/i.test(name) && /^bearer /i.test(headers[at + 1]!),
  );
}

function without(headers: readonly string[]): string[] {
  return headers.filter((_, at) => !CLIENTS.has(headers[at - (at % 2)]!.toLowerCase()));
}
