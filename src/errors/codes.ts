// The closed set of what can go wrong: each class has its codes, and each code says what to do about it.

/** What to do, by class and code. Codes are stable; those of the store and of what is asked of it are the addon's own. */
export const CODES = {
  HeadroomError: {
    closed: 'Make a new instance: what was closed stays closed.',
    internal: 'This is a bug of this package. Report it with its message and stack.',
    'missing-addon':
      'Install with optional dependencies (npm install --include=optional), or build the addon from a checkout with a Rust toolchain (npm ci). Where the program is bundled, keep `@headroom/native` out of the bundle and ship node_modules with it: `external` in esbuild, Rollup and Rolldown, `ssr.external` in Vite, `externals` in webpack, `serverExternalPackages` in Next.js.',
  },
  ConfigurationError: {
    configuration: 'Correct what `option` names; where something of that kind exists, `nearest` is what comes nearest.',
  },
  ProviderError: {
    'rate-limited': 'Send the request again after `retryAfter` seconds, or later where that is not said.',
    overloaded: 'Send the request again after `retryAfter` seconds, or with growing pauses where that is not said.',
    unavailable:
      'Send the request again, with growing pauses. If it keeps failing, look at the status page of the provider.',
    'quota-exceeded': 'Sending it again does not help: look at the plan and the balance of the account.',
    'not-found':
      'Look at the name of the model and at the address: the provider has nothing by that name, or not for this account.',
    conflict: 'Read the current state of what was to be changed, and send the request again.',
    provider: 'The message is what the provider said; the request has to change before it is sent again.',
  },
  StorageError: {
    busy: 'Try again: another process is writing. If it stays so, look for one that hangs.',
    full: 'Make room on the disk of the store, or give the store another folder.',
    'read-only': 'Make the folder of the store writable, or give the store another one.',
    io: 'Look at the disk of the store, or give the store another folder.',
    corrupt: 'Open the store again: a file that is corrupt is put aside and replaced.',
    damaged: 'Run the tool again: what was damaged has been dropped.',
    'too-large': 'Keep the text elsewhere: one original has a limit.',
    collision: 'Keep the text elsewhere: another one of the scope has its handle.',
    'not-stored': 'Send the request again: what it refers to is not stored.',
    failed: 'This is a bug of this package. Report it with its message.',
    expired: 'Run the tool again: what it gave is no longer kept.',
    unknown:
      'Copy the handle from the note that says what was left out; this scope has stored nothing under this one. The owner of the store sees which scope has it with `headroom store list --all`, or `Store.list()`.',
  },
  TokenizationError: {
    'not-utf8': 'Give a string, or bytes in UTF-8.',
    'unknown-encoding': 'Give the name of a model, or o200k_base or cl100k_base.',
  },
  ValidationError: {
    malformed: 'Give a handle: 16 letters and digits, as in the note that says what was left out.',
    ambiguous: 'Give all 16 characters of the handle.',
    unclear: 'Ask for one of `query`, `lines`, `rows` and `path`, in the form the message shows.',
    'no-such-lines': 'Ask for lines that it has.',
    'no-such-rows': 'Ask for rows that it has.',
    'not-rows': 'Ask for lines, or with a query: it has no rows.',
    'not-json': 'Ask for lines, or with a query: it is not JSON.',
    'no-such-path': 'Ask for a path that it has: the message says how far this one leads.',
    'no-such-words': 'Ask with other words, or for lines.',
    'lone-surrogate': 'Replace halves of surrogate pairs first, as `toWellFormed` does.',
    'unreadable-body':
      'Give the body of a request as JSON in UTF-8, with messages in a shape that is known; without `strict` it is passed on as it is.',
    'invalid-request': 'Correct the request: the message is what the provider said of it.',
    'request-too-large': 'Send less: the provider takes no request of this size.',
  },
  CompressionError: {
    'too-deep': 'Send the text as it is: it is nested too deep to be read.',
    panicked: 'Send the text as it is, and report this: it is a bug of this package.',
    cancelled: 'Nothing: the work was ended by its caller.',
  },
  CacheError: {
    cache: 'Send the request as it is: what concerns the cache of the provider could not be done.',
  },
  TransformError: {
    transform: 'Send the message as it is: it could not be brought into the other shape.',
  },
  ConnectionError: {
    refused: 'Start what is to listen at this address, or correct the address.',
    reset: 'Send the request again: the connection broke. It may have been answered, and charged for.',
    timeout: 'Send the request again, or wait longer for it. It may have been answered, and charged for.',
    unreachable: 'Look at the name of the host, at the network and at proxies.',
    connection: 'Look at the cause: no connection could be made, or not kept.',
  },
  AuthError: {
    unauthenticated: 'Give a valid key: the provider does not know this one.',
    forbidden: 'Ask for access: the account may not do this.',
  },
} as const;

/** The name of a class of errors. */
export type ErrorName = keyof typeof CODES;
/** The codes of a class of errors. */
export type CodeOf<Name extends ErrorName> = keyof (typeof CODES)[Name] & string;

const FAMILIES: ReadonlyMap<string, ErrorName> = new Map(
  (Object.keys(CODES) as ErrorName[]).flatMap((name) => Object.keys(CODES[name]).map((code) => [code, name] as const)),
);

/** The class that a code belongs to; undefined: it is none of ours. */
export function classOf(code: string): ErrorName | undefined {
  return FAMILIES.get(code);
}

/** What to do about an error with this code. */
export function helpFor(code: string): string {
  const codes: Readonly<Record<string, string>> = CODES[classOf(code) ?? 'HeadroomError'];
  return codes[code] ?? CODES.HeadroomError.internal;
}
