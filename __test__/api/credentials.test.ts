// Credentials are left out of what is shown and logged.
import { describe, expect, it } from 'vitest';
import { withoutCredentials } from '../../src/errors/index.js';
import { type HeadroomError, mapProxyError } from '@headroom/native';

const SECRET = 'wJalrXUtnFEMIK7MDENGbPxRfiCY';
const SHORT = 'pw1';
const shown = (text: string): string => withoutCredentials(text, '[credential]');

describe('a credential is left out', () => {
  it.each([
    `aws_secret_access_key = ${SECRET}`,
    `AWS_SECRET_ACCESS_KEY=${SECRET}`,
    `export SECRET_KEY=${SECRET}`,
    `password = "${SECRET}"`,
    `password := '${SECRET}'`,
    `'clientSecret' => '${SECRET}'`,
    `{"client_secret" : "${SECRET}"}`,
    `{"db.password.value": "${SECRET} with blanks, and ' quotes"}`,
    `{"password":"a\\"${SECRET}"}`,
    `{"arguments":"{\\"password\\":\\"${SECRET}\\",\\"user\\":\\"me\\"}"}`,
    `"{\\\\\\"api_key\\\\\\": \\\\\\"${SECRET}\\\\\\"}"`,
    `AccountKey=${SECRET};EndpointSuffix=core`,
    `/login?access_token=${SECRET}&next=/`,
    `Authorization: token ${SECRET}`,
    `"authorization": "${SECRET}"`,
    `curl -H 'Authorization: Bearer ${SECRET}'`,
    `x-api-key: ${SECRET}`,
    `Bearer ${SECRET}`,
    `key-${SECRET}`,
  ])('%s', (text) => {
    expect(shown(text)).not.toContain(SECRET);
    expect(shown(text)).toContain('[credential]');
  });

  it.each([
    `postgres://user:${SHORT}@host/db`,
    `redis://:${SHORT}@host:6379`,
    `{"password": "${SHORT}"}`,
    `https://me:${SHORT}@x.org:8080/a`,
  ])('however short: %s', (text) => expect(shown(text)).not.toContain(SHORT));
});

it.each([
  'max_tokens: 1000000 > 8192',
  '{"tokens_before": 123456, "token_count": 654321, "kind": "token", "next": "page-000002"}',
  'https://example.org:8080/a@b and git@github.com:owner/name',
  '{"name": "secret", "count": 1234567}',
])('what is no credential stays: %s', (text) => expect(shown(text)).toBe(text));

it('what surrounds a credential stays', () => {
  expect(shown(`{"user":"me","password" : "${SECRET}","port":5432}`)).toBe(
    '{"user":"me","password" : "[credential]","port":5432}',
  );
  expect(shown(`postgres://me:${SECRET}@host/db`)).toBe('postgres://me:[credential]@host/db');
  expect(shown(`{"x":"{\\"secret\\":\\"${SECRET}\\",\\"n\\":1}"}`)).toBe(
    '{"x":"{\\"secret\\":\\"[credential]\\",\\"n\\":1}"}',
  );
});

it('leaving them out twice changes nothing more', () => {
  const once = shown(`Authorization: Bearer ${SECRET}, password='${SECRET}' token=${SECRET}`);
  expect(shown(once)).toBe(once);
});

it('errors leave the same credentials out', () => {
  const { message } = mapProxyError(400, { error: { message: `bad client_secret = ${SECRET}` } }) as HeadroomError;
  expect(message).not.toContain(SECRET);
});

it.each([
  'secret',
  'password=',
  '-eyJ',
  'a://',
  'a://b:c',
  '-----BEGIN A PRIVATE KEY-----',
  '="',
  'token\\"',
  'authorization: ',
])('a text of many %j takes linear time', (part) => expect(shown(part.repeat(200_000)).length).toBeGreaterThan(0));
