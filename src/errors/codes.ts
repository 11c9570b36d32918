// The closed set of error codes, by class. A code starts with its family and has a text that says what to do.

/**
 * What to do about an error, by class and code. Codes are stable. The addon makes those of `store/`, `retrieve/`,
 * `tokens/`, `compress/`, `image/` and `model/`.
 */
export const CODES = {
  HeadroomError: {
    closed: 'Create a new instance. A closed one cannot be reopened.',
    'model/unavailable':
      'Install `onnxruntime-node` beside this package, or set ORT_DYLIB_PATH to the library of ONNX Runtime 1.24 or newer.',
    'model/invalid':
      'Give the folder of a model with tokenizer.json and model.onnx. The message names the file and the fault.',
    'model/failed': 'Send the text unchanged. The model ran, and its output cannot be used: the message says why.',
    internal: 'This is a bug in this package. Report it with its message and stack.',
    'missing-addon':
      'Install with optional dependencies (npm install --include=optional), or build the addon from a checkout with a Rust toolchain (npm ci). Where the program is bundled, keep `@headroom/native` out of the bundle and ship node_modules with it: `external` in esbuild, Rollup and Rolldown, `ssr.external` in Vite, `externals` in webpack, `serverExternalPackages` in Next.js.',
  },
  ConfigurationError: {
    configuration: 'Correct the option that `option` names. If a similar option or value exists, `nearest` names it.',
  },
  ProviderError: {
    'provider/rate-limited':
      'Send the request again after `retryAfter` seconds, or with growing pauses if that is undefined.',
    'provider/overloaded':
      'Send the request again after `retryAfter` seconds, or with growing pauses if that is undefined.',
    'provider/unavailable':
      "Send the request again, with growing pauses. If it keeps failing, check the provider's status page.",
    'provider/quota-exceeded':
      'Check the plan and the balance of the account. Sending the request again does not help.',
    'provider/not-found':
      'Check the name of the model and the address. The provider does not have it, or not for this account.',
    'provider/conflict': 'Read the current state of the object, then send the request again.',
    'provider/failed': 'Change the request before sending it again. The message is that of the provider.',
  },
  StorageError: {
    'store/busy': 'Try again: another process is writing. If this persists, look for a process that hangs.',
    'store/full': 'Free space on the disk of the store, or use another folder.',
    'store/read-only': 'Make the folder of the store writable, or use another folder.',
    'store/io': 'Check the disk of the store, or use another folder.',
    'store/corrupt': 'Open the store again: a corrupt file is moved aside and replaced.',
    'store/damaged': 'Run the tool again: the damaged original was deleted.',
    'store/too-large': 'Keep the text elsewhere: it exceeds the size limit of one original.',
    'store/collision': 'Keep the text elsewhere: another original in this scope has the same handle.',
    'store/not-stored': 'Send the request again: the original that it refers to is not stored.',
    'store/backend':
      'Correct your store. The message names the method and the fault; `cause` is the error that it threw.',
    'store/failed': 'This is a bug in this package. Report it with its message.',
    'retrieve/expired': 'Run the tool again: its output is no longer stored.',
    'retrieve/unresolved':
      'Expand with the `store` and `scope` with which the text was compressed, or set `allowMissing` to get the text with its markers.',
    'retrieve/unknown':
      'Copy the handle from the marker. This scope has no original with this handle. The owner of the store sees the originals of all scopes with `headroom store list --all` or `Store.list()`.',
  },
  TokenizationError: {
    'tokens/not-utf8': 'Pass a string, or bytes in UTF-8.',
    'tokens/unknown-encoding': 'Pass the name of a model, or o200k_base or cl100k_base.',
  },
  ValidationError: {
    'retrieve/malformed': 'Pass a handle, as in the marker: 16 letters and digits, or at least the first 8.',
    'retrieve/ambiguous': 'Pass all 16 characters of the handle.',
    'retrieve/unclear': 'Pass one of `query`, `lines`, `rows` and `path`, in the form that the message shows.',
    'retrieve/no-such-lines': 'Ask for lines that the original has.',
    'retrieve/no-such-rows': 'Ask for rows that the original has.',
    'retrieve/not-rows': 'The original has no rows. Ask for lines, or pass a query.',
    'retrieve/not-json': 'The original is not JSON. Ask for lines, or pass a query.',
    'retrieve/no-such-path': 'Ask for a path that exists. The message says how much of this one does.',
    'retrieve/no-such-words': 'Ask with other words, or for lines.',
    'request/lone-surrogate': 'Replace lone surrogates first, for example with `toWellFormed()`.',
    'request/unreadable-body':
      'Pass the body of a request as JSON in UTF-8, with messages in a known shape. Without `strict` it is passed on unchanged.',
    'request/invalid': 'Correct the request. The message is that of the provider.',
    'request/too-large': 'Send a smaller request: the provider does not accept one of this size.',
  },
  CompressionError: {
    'compress/too-deep': 'Send the text unchanged: it is nested too deeply to be read.',
    'compress/too-large': 'Send the text unchanged: it exceeds the size limit of one text.',
    'compress/malformed': 'Send the text unchanged: it is not well formed.',
    'compress/panicked': 'Send the text unchanged, and report this: it is a bug in this package.',
    'image/unknown-format': 'Send the picture unchanged: only PNG, JPEG, WebP and GIF are read.',
    'image/damaged': 'Send the picture unchanged, or make it again: it cannot be read.',
    'image/too-large': 'Scale the picture down before: it has more than 40 million pixels.',
    'compress/cancelled': 'Nothing: the caller cancelled the work.',
  },
  CacheError: {
    cache: "Send the request unchanged: an operation on the provider's prompt cache failed.",
  },
  TransformError: {
    transform: 'Send the message unchanged: it could not be converted to the other shape.',
  },
  ConnectionError: {
    'connection/refused': 'Start the server at this address, or correct the address.',
    'connection/reset':
      'Send the request again: the connection broke. The request may have been answered, and charged for.',
    'connection/timeout':
      'Send the request again, or wait longer. The request may have been answered, and charged for.',
    'connection/unreachable': 'Check the name of the host, the network and any proxies.',
    'connection/failed': 'Check the cause: no connection could be made, or it was not kept.',
  },
  AuthError: {
    'auth/unauthenticated': 'Pass a valid key: the provider does not know this one.',
    'auth/forbidden': 'Ask for access: the account is not allowed to do this.',
  },
} as const;

/** The name of a class of errors. */
export type ErrorName = keyof typeof CODES;
/** The codes of a class of errors. */
export type CodeOf<Name extends ErrorName> = keyof (typeof CODES)[Name] & string;

const FAMILIES: ReadonlyMap<string, ErrorName> = new Map(
  (Object.keys(CODES) as ErrorName[]).flatMap((name) => Object.keys(CODES[name]).map((code) => [code, name] as const)),
);

/** The class that a code belongs to; undefined if the code is not ours. */
export function classOf(code: string): ErrorName | undefined {
  return FAMILIES.get(code);
}

/** What to do about an error with this code. */
export function helpFor(code: string): string {
  const codes: Readonly<Record<string, string>> = CODES[classOf(code) ?? 'HeadroomError'];
  return codes[code] ?? CODES.HeadroomError.internal;
}
