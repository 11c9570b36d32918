// AWS Signature Version 4 (AWS General Reference, "Create a signed AWS API request"), for requests whose body we changed.
import { createHash, createHmac } from 'node:crypto';

/** The credentials, the region and the service of a signature. */
export interface Signer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly region: string;
  readonly service: string;
}

/** The signed parts of a request. */
export interface Signable {
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly path: string;
  readonly host: string;
  readonly body: Uint8Array;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The headers that sign a request, by name in lower case. `now`: the time of signing. The signature is valid for some minutes around it. */
export function signatureFor(request: Signable, signer: Signer, now: Date): Record<string, string> {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const date = time.slice(0, 8);
  const signed: Record<string, string> = {
    host: request.host,
    'x-amz-date': time,
    ...(signer.sessionToken !== undefined && { 'x-amz-security-token': signer.sessionToken }),
  };
  const names = Object.keys(signed).sort();
  const [path = '', query = ''] = request.path.split(/\?(.*)/s);
  const canonical = [
    request.method,
    path.split('/').map(encoded).join('/'),
    canonicalQuery(query),
    ...names.map((name) => `${name}:${signed[name]!.trim()}`),
    '',
    names.join(';'),
    sha256(request.body),
  ].join('\n');
  const scope = `${date}/${signer.region}/${signer.service}/aws4_request`;
  const toSign = [ALGORITHM, time, scope, sha256(canonical)].join('\n');
  const key = [date, signer.region, signer.service, 'aws4_request'].reduce<string | Buffer>(
    (own, part) => hmac(own, part),
    `AWS4${signer.secretAccessKey}`,
  );
  const signature = hmac(key, toSign).toString('hex');
  const { host: _host, ...headers } = signed;
  return {
    ...headers,
    authorization: `${ALGORITHM} Credential=${signer.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter(Boolean)
    .map((part) => {
      const [name = '', value = ''] = part.split(/=(.*)/s);
      return `${encoded(decodeURIComponent(name))}=${encoded(decodeURIComponent(value))}`;
    })
    .sort()
    .join('&');
}

/** Encodes a segment of the path that is already encoded once more. RFC 3986 keeps fewer characters than `encodeURIComponent` does. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
