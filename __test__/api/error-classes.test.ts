// Every error has a class, a stable code and a help text. The set of codes is closed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as headroom from '@headroom/native';
import {
  AuthError,
  ConfigurationError,
  ConnectionError,
  Headroom,
  HeadroomError,
  mapProxyError,
  type ProviderError,
  StorageError,
  Store,
  ValidationError,
} from '@headroom/native';
import { describe, expect, it } from 'vitest';
import { CODES, helpFor } from '../../dist/src/errors/codes.js';
import { errorOf } from '../../dist/src/errors/errors.js';
import { fromNative } from '../../dist/src/text/errors.js';
import { ROOT } from '../support/process.js';

const NAMES = [
  'HeadroomError',
  'ConfigurationError',
  'ProviderError',
  'StorageError',
  'TokenizationError',
  'ValidationError',
  'CompressionError',
  'CacheError',
  'TransformError',
  'ConnectionError',
  'AuthError',
];
/** The codes. Callers switch on them, so none may be removed. */
const STABLE =
  'closed model/unavailable model/invalid model/failed internal missing-addon configuration provider/rate-limited provider/overloaded provider/unavailable provider/quota-exceeded provider/not-found provider/conflict provider/failed store/busy store/full store/read-only store/io store/corrupt store/damaged store/too-large store/collision store/not-stored store/backend store/failed retrieve/expired retrieve/unresolved retrieve/unknown tokens/not-utf8 tokens/unknown-encoding retrieve/malformed retrieve/ambiguous retrieve/unclear retrieve/no-such-lines retrieve/no-such-rows retrieve/not-rows retrieve/not-json retrieve/no-such-path retrieve/no-such-words request/lone-surrogate request/unreadable-body request/invalid request/too-large compress/too-deep compress/too-large compress/malformed compress/panicked image/unknown-format image/damaged image/too-large compress/cancelled cache transform connection/refused connection/reset connection/timeout connection/unreachable connection/failed auth/unauthenticated auth/forbidden';
const ALL = Object.entries(CODES).flatMap(([name, codes]) => Object.keys(codes).map((code) => [code, name] as const));

describe('the set of errors', () => {
  it('is closed', () => {
    expect(Object.keys(CODES)).toEqual(NAMES);
    expect(
      Object.keys(headroom)
        .filter((name) => name.endsWith('Error') && name !== 'mapProxyError')
        .sort(),
    ).toEqual([...NAMES].sort());
    expect(ALL.map(([code]) => code)).toEqual([...new Set(ALL.map(([code]) => code))]);
    expect(ALL.map(([code]) => code).join(' ')).toBe(STABLE);
  });

  it.each(ALL)('%s is a %s', (code, name) => {
    const cause = new Error('because');
    const error = errorOf(code, 'it did not work', { cause });
    expect(error).toBeInstanceOf((headroom as unknown as Record<string, new () => unknown>)[name]!);
    expect(error).toBeInstanceOf(HeadroomError);
    expect({ name: error.name, code: error.code, message: error.message, cause: error.cause }).toEqual({
      name,
      code,
      message: 'it did not work',
      cause,
    });
    expect(error.help).toBe(helpFor(code));
    expect(error.help).toMatch(/^[A-Z].*\.$/);
  });

  it('has every code that the addon throws', () => {
    const families = [
      ['store', 'headroom_core/src/originals/error.rs', 'StoreError'],
      ['retrieve', 'headroom_core/src/originals/missing.rs', 'Missing'],
      ['retrieve', 'headroom_store/src/retrieve/mod.rs', 'NoPart'],
      ['retrieve', 'headroom_store/src/retrieve/mod.rs', 'Unretrieved'],
      ['compress', 'headroom_core/src/error.rs', 'CompressError'],
    ] as const;
    const thrown = families.flatMap(([family, file, type]) => {
      const source = readFileSync(join(ROOT, 'crates', file), 'utf8');
      const own = new RegExp(`^impl ${type} \\{.*?^\\}`, 'ms').exec(source)![0];
      return [...own.matchAll(/Self::\w+(?: \{ \.\. \})? => "([a-z-]+)"/g)].map(([, name]) => `${family}/${name}`);
    });
    const binding = readdirSync(join(ROOT, 'crates/headroom_napi/src')).map((file) =>
      readFileSync(join(ROOT, 'crates/headroom_napi/src', file), 'utf8'),
    );
    thrown.push(
      ...binding.flatMap((text) =>
        [...text.matchAll(/failure\(\s*"([a-z/-]+)"|code: "([a-z-]+)"/g)].map(([, a, b]) => (a ?? b)!),
      ),
    );
    expect(thrown.length).toBeGreaterThan(20);
    expect(thrown.filter((code) => !ALL.some(([own]) => own === code))).toEqual([]);
  });

  it('has a plain HeadroomError for unknown codes, and `internal` for unknown errors', () => {
    expect(fromNative(new Error('{"code":"of-tomorrow","message":"new"}'))).toMatchObject({
      name: 'HeadroomError',
      code: 'of-tomorrow',
      message: 'new',
    });
    expect(fromNative(new Error('panicked'))).toMatchObject({
      name: 'HeadroomError',
      code: 'internal',
      message: 'an unexpected failure in the engine',
      cause: { message: 'panicked' },
    });
    expect(fromNative(new Error('{"code":"store/busy","message":"wait"}'))).toBeInstanceOf(StorageError);
    expect(
      fromNative(new Error('{"code":"configuration","message":"no","option":"polcy","nearest":"policy"}')),
    ).toMatchObject({ name: 'ConfigurationError', option: 'polcy', nearest: 'policy' });
  });

  it('has the classes and codes that the package throws', async () => {
    const store = (await Store.open({ memory: true })).scope('a');
    await expect(store.retrieve('?')).rejects.toMatchObject({ name: 'ValidationError', code: 'retrieve/malformed' });
    await expect(store.retrieve('zzzzzzzzzzzzzzzz')).rejects.toMatchObject({
      name: 'StorageError',
      code: 'retrieve/unknown',
    });
    await expect(store.put(['\ud800'])).rejects.toBeInstanceOf(ValidationError);
    expect(() => new Headroom({ policy: 'x' as never })).toThrow(ConfigurationError);
  });
});

describe('isInstance', () => {
  const OTHER = pathToFileURL(join(ROOT, 'dist/index.mjs')).href;

  it('recognises errors of another copy of the package, by class', async () => {
    const other = (await import(OTHER)) as typeof headroom;
    const error = new other.StorageError('store/busy', 'wait');
    expect(error).not.toBeInstanceOf(HeadroomError);
    expect(HeadroomError.isInstance(error)).toBe(true);
    expect(StorageError.isInstance(error)).toBe(true);
    expect(ValidationError.isInstance(error)).toBe(false);
    expect(other.ConfigurationError.isInstance(new ConfigurationError('no', 'x'))).toBe(true);
    expect(mapProxyError(error)).toBe(error);
    expect(fromNative(error)).toBe(error);
  });

  it('recognises the errors of each class, and a class of a later version as the base class', () => {
    for (const [code, name] of ALL) {
      for (const type of NAMES) {
        const ErrorType = (headroom as unknown as Record<string, typeof HeadroomError>)[type]!;
        expect(ErrorType.isInstance(errorOf(code, ''))).toBe(type === name || type === 'HeadroomError');
      }
    }
    const later = Object.assign(new HeadroomError('internal', ''), { name: 'QuotaError' });
    expect([HeadroomError.isInstance(later), StorageError.isInstance(later)]).toEqual([true, false]);
  });

  it('works with a subclass', () => {
    class Own extends StorageError {}
    expect([Own.isInstance(new Own('store/busy', '')), StorageError.isInstance(new Own('store/busy', ''))]).toEqual([
      true,
      true,
    ]);
    expect(Own.isInstance(new StorageError('store/busy', ''))).toBe(false);
  });

  it('is false for everything else', () => {
    const refusing = new Proxy(new HeadroomError('internal', ''), {
      get: () => {
        throw new Error('not for you');
      },
    });
    for (const value of [undefined, null, 'HeadroomError', {}, { name: 'HeadroomError' }, new Error('x'), refusing])
      expect(HeadroomError.isInstance(value)).toBe(false);
  });

  it('needs no visible field of the error', () => {
    const error = new HeadroomError('internal', 'x');
    expect(Reflect.ownKeys(error).filter((key) => typeof key === 'symbol')).toEqual([]);
  });
});

describe('mapProxyError', () => {
  const anthropic = (type: string, message = 'no') => ({ type: 'error', error: { type, message } });

  it.each<[string, unknown, unknown, unknown, object]>([
    [
      'a missing key',
      401,
      anthropic('authentication_error', 'invalid x-api-key'),
      undefined,
      { name: 'AuthError', code: 'auth/unauthenticated', message: '401: invalid x-api-key' },
    ],
    [
      'a forbidden request',
      403,
      anthropic('permission_error'),
      undefined,
      { name: 'AuthError', code: 'auth/forbidden' },
    ],
    [
      'an invalid request',
      400,
      '{"error":{"message":"Unknown parameter","type":"invalid_request_error","code":null}}',
      undefined,
      { name: 'ValidationError', code: 'request/invalid', message: '400: Unknown parameter' },
    ],
    [
      'a request that is too large',
      413,
      anthropic('request_too_large'),
      undefined,
      { name: 'ValidationError', code: 'request/too-large' },
    ],
    [
      'an unknown model',
      404,
      { error: { message: 'no model' } },
      undefined,
      { name: 'ProviderError', code: 'provider/not-found', status: 404 },
    ],
    ['a conflict', 409, null, undefined, { name: 'ProviderError', code: 'provider/conflict', status: 409 }],
    [
      'a rate limit with seconds',
      429,
      anthropic('rate_limit_error'),
      { 'Retry-After': '12' },
      { name: 'ProviderError', code: 'provider/rate-limited', status: 429, retryAfter: 12 },
    ],
    [
      'a rate limit with milliseconds',
      429,
      {},
      new Headers({ 'retry-after-ms': '250', 'retry-after': '1' }),
      { code: 'provider/rate-limited', retryAfter: 0.25 },
    ],
    [
      'a rate limit of Google',
      429,
      [{}],
      new Map([['retry-after', 'soon']]),
      { code: 'provider/rate-limited', retryAfter: undefined },
    ],
    [
      'a rate limit with a delay in the details',
      429,
      { error: { code: 429, message: 'Quota', status: 'RESOURCE_EXHAUSTED', details: [null, { retryDelay: '34s' }] } },
      undefined,
      { code: 'provider/rate-limited', retryAfter: 34, message: '429: Quota' },
    ],
    [
      'a spent balance',
      429,
      { error: { message: 'You exceeded your quota', type: 'insufficient_quota', code: 'insufficient_quota' } },
      undefined,
      { name: 'ProviderError', code: 'provider/quota-exceeded', status: 429 },
    ],
    [
      'overloaded',
      529,
      anthropic('overloaded_error'),
      undefined,
      { name: 'ProviderError', code: 'provider/overloaded', status: 529 },
    ],
    [
      'an overload within a stream',
      200,
      anthropic('overloaded_error', 'Overloaded'),
      undefined,
      { name: 'ProviderError', code: 'provider/overloaded' },
    ],
    [
      'a broken gateway',
      502,
      '<html>Bad gateway</html>',
      undefined,
      { name: 'ProviderError', code: 'provider/unavailable', status: 502, message: '502: <html>Bad gateway</html>' },
    ],
    [
      'an unknown status',
      418,
      new TextEncoder().encode('{"detail":"short and stout"}'),
      undefined,
      { name: 'ProviderError', code: 'provider/failed', message: '418: short and stout' },
    ],
    [
      'Bedrock',
      400,
      { message: 'The model returned an error' },
      undefined,
      { code: 'request/invalid', message: '400: The model returned an error' },
    ],
    [
      'the error of an SDK',
      Object.assign(new Error('429 slow down'), {
        status: 429,
        error: { message: 'slow down' },
        headers: { 'retry-after': '3' },
      }),
      undefined,
      undefined,
      { code: 'provider/rate-limited', status: 429, retryAfter: 3, message: '429: slow down' },
    ],
    [
      'the error of Google’s SDK',
      Object.assign(new Error('{"error":{"code":404,"message":"no such model","status":"NOT_FOUND"}}'), {
        name: 'ApiError',
        status: 404,
      }),
      undefined,
      undefined,
      { code: 'provider/not-found', message: '404: no such model' },
    ],
    [
      'the error of the Vercel AI SDK',
      Object.assign(new Error('Too Many Requests'), {
        statusCode: 429,
        responseBody: '{"error":{"message":"slow down"}}',
        responseHeaders: { 'retry-after': '3' },
      }),
      undefined,
      undefined,
      { code: 'provider/rate-limited', retryAfter: 3, message: '429: slow down' },
    ],
  ])('maps %s', (_, failure, body, headers, expected) => {
    expect(mapProxyError(failure, body, headers)).toMatchObject(expected);
  });

  it.each<[string, object, string]>([
    [
      'refused',
      Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' }),
      }),
      'connection/refused',
    ],
    [
      'refused on both addresses',
      Object.assign(new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]), {}),
      'connection/refused',
    ],
    ['reset', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }), 'connection/reset'],
    [
      'timed out in the connection',
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'UND_ERR_HEADERS_TIMEOUT' } }),
      'connection/timeout',
    ],
    ['timed out by a signal', new DOMException('too long', 'TimeoutError'), 'connection/timeout'],
    ['unknown host', { code: 'ENOTFOUND' }, 'connection/unreachable'],
    ['unknown error', new Error('odd'), 'connection/failed'],
  ])('maps a failed connection: %s', (_, failure, code) => {
    const error = mapProxyError(failure);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.code).toBe(code);
    if (failure instanceof Error) expect(error.cause).toBe(failure);
    if (code === 'connection/refused') expect(error.message).toContain('ECONNREFUSED');
  });

  it('reads `retry-after` with a date', () => {
    const { retryAfter } = mapProxyError(503, '', {
      'retry-after': new Date(Date.now() + 90_000).toUTCString(),
    }) as ProviderError;
    expect(retryAfter).toBeGreaterThan(60);
    expect(retryAfter).toBeLessThan(120);
    expect(mapProxyError(503, '', { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' })).toMatchObject({ retryAfter: 0 });
  });

  it('repeats no credential', () => {
    const { message } = mapProxyError(401, {
      error: { message: 'Incorrect API key provided: sk-proj-abcdefgh12345678. Got Bearer eyJhbGciOiJIUzI1NiJ9.x' },
    });
    expect(message).toBe('401: Incorrect API key provided: [key]. Got [key]');
    expect(mapProxyError(new Error('no route for sk-ant-abcdefgh12345678')).message).toBe('no route for [key]');
    expect(mapProxyError(401)).toBeInstanceOf(AuthError);
  });

  it('returns an error of this package unchanged', () => {
    const own = new StorageError('store/busy', 'wait');
    expect(mapProxyError(own, { error: {} })).toBe(own);
  });

  it('accepts any values', () => {
    const circle: Record<string, unknown> = { error: {} };
    circle['error'] = circle;
    const refusing = new Proxy(
      {},
      {
        get: () => {
          throw new Error('not for you');
        },
        ownKeys: () => {
          throw new Error('nor you');
        },
      },
    );
    const wrong = [
      undefined,
      null,
      NaN,
      0,
      -1,
      999,
      4.5,
      10n,
      'x',
      '',
      '{',
      Symbol('s'),
      () => 1,
      [],
      circle,
      refusing,
      'x'.repeat(1 << 22),
      new Uint8Array(1 << 22),
      { error: 5 },
      { message: {} },
      { headers: 5, status: '400' },
    ];
    for (const failure of [...wrong, 400, 429, 500]) {
      for (const body of wrong) {
        const error = mapProxyError(failure, body, body);
        expect(error).toBeInstanceOf(HeadroomError);
        expect(error.message.length).toBeLessThan(600);
        expect(error.message).not.toBe('');
      }
    }
  });
});
