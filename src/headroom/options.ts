// The options of an instance and of a call.
import { configured, layered } from '../config/index.js';
import { call, serialize, type TextHint, type TextResult } from '../text/index.js';
import { ANY, FLAG, FUNCTION, oneOf, optionsOf, SIGNAL, TEXT, type Check, type Checks } from '../errors/index.js';
import { native, type CompressOptions as EngineOptions } from '../native/index.js';
import type { CacheTtl } from '../providers/index.js';
import { OCR, type Ocr } from '../ocr/index.js';
import { REQUEST_IMAGES, type RequestImages } from './images/options.js';
import type { Pruning, PruningWeights } from './pruning.js';
import { EMBEDDER, type Embedder } from './embedding.js';
import { SHORTENER, type Shortener } from './shorten.js';
import { LOCATION, STORE_LIMITS, type OwnLocation, type StoreLimits, type StoreLocation } from '../store/index.js';

/** The treatment of a request: it is compressed, compressed without storing anything, or only measured. */
export type Mode = 'optimize' | 'simulate' | 'audit';

/** The options of an instance or a call: those of the engine, and those of this package. */
export interface Settings extends EngineOptions {
  /**
   * `optimize`: the messages are compressed. `simulate`: the same, but nothing is stored, so the result must not be
   * sent. `audit`: the messages come back unchanged, and the figures say what could be saved. Default: `optimize`.
   */
  mode?: Mode;
  /**
   * Whether a failure is thrown: a text or a body that cannot be read to the end, or an original that cannot be
   * stored. For tests. Otherwise the original is sent, and the result says why. Default: false.
   */
  strict?: boolean;
  /**
   * What may be done with the images of a request. Their originals are stored, so a store is needed, and {@link
   * Headroom.expand} puts them back. `exactOnly` is about texts, and does not forbid it. Default: `preserve`.
   */
  images?: RequestImages;
  /**
   * With the policy `oneshot`: whether documents in texts of the user are compressed, such as the passages that a
   * retriever found. A text of at least 1,000 characters is a document if another text follows it in its message. In
   * the last text of a message, or its only one, it is what stands between the first and the last paragraph. Otherwise,
   * in sessions and with a `tokenBudget`, texts of the user stay as they are. Default: false.
   */
  compressUserDocuments?: boolean;
}

/**
 * How a conversation is compressed. Unset options come from the instance, then from the environment, then from the
 * user's file.
 */
export interface CompressOptions extends Settings {
  /**
   * The maximum for the compressed messages, in estimated tokens, or `'model'`: the context of `model` less
   * `outputBufferTokens`. If they are longer, whole turns are dropped: the
   * oldest first, turns that later ones refer to last. Instructions, the user's first request and the last
   * `keepTurns` turns are kept. The dropped messages are stored, so a store is needed, and a marker stands behind the
   * user's first request. The provider's cache breaks where `fitted` says.
   *
   * In a session no turn is dropped. Above the budget, old results become short forms, whether that pays or not.
   */
  tokenBudget?: number | 'model';
  /**
   * The number of tokens that the context of `model` keeps free for the answer. The rest is the `tokenBudget`, unless
   * that is a number. With `tokenBudget: 'model'` the default is 4,000.
   */
  outputBufferTokens?: number;
  /**
   * The last N turns are kept when turns are dropped for a `tokenBudget` (default: 4). In a session, results of the
   * last N turns are not pruned (default: 2).
   */
  keepTurns?: number;
  /**
   * In a session: whether old results may be replaced by short forms. `cold`: only while the provider's cache is cold.
   * `auto`: whenever that pays by the prices of `model`. Default: `cold`.
   */
  pruning?: Pruning;
  /**
   * In a session: the provider's cache has expired, so that all of the conversation is written to it again. Default:
   * false.
   */
  cold?: boolean;
  /** In a session: how long the provider keeps its cache, which decides the price of a cache write. Default: `5m`. */
  cacheTtl?: CacheTtl;
  /** In a session: the number of turns still to come, as `pruning` expects it. Default: as many as there have been. */
  expectedTurns?: number;
  /** In a session: what makes a result likely to be fetched again after a prune. */
  pruningWeights?: PruningWeights;
  /** The model that reads the messages: `count()` counts by its encoding. */
  model?: string;
  /**
   * The question that the messages are read for. The policy `oneshot` keeps what matches it. Default: the last text
   * of the user.
   */
  query?: string;
  /** Ends the work; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /**
   * Called with the number of bytes that are done, about ten times a second. If it throws, the work ends, and the
   * promise is rejected with its error.
   */
  onProgress?: (bytes: number) => void;
}

/** Options for compressing one text, and facts about it that the caller knows. */
export interface CompressTextSettings
  extends Pick<
    CompressOptions,
    'policy' | 'exactOnly' | 'selection' | 'toolProfiles' | 'keepTags' | 'units' | 'query' | 'signal'
  > {
  /** The kind of the text. Default: it is detected. */
  kind?: TextResult['kind'];
  /** The tool that printed it, for `toolProfiles`. */
  tool?: string;
  /**
   * With the policy `oneshot` and a store: a token classifier that takes words out of the prose that is left. {@link
   * Headroom.expand} gives the whole text back. Markers, code, tables and numbers stay. If the model fails, the text is
   * sent without its work. Only an instance uses it.
   */
  shortener?: Shortener;
  /**
   * With the policy `oneshot`, a `query` and a store: a sentence encoder. Sentences of prose and matches of a search are
   * kept for what they mean, too, and not for their words alone. If it fails, or there are more than 1,024 parts to
   * compare, their words alone count. Only an instance uses it: it has to be waited for.
   */
  embedder?: Embedder;
}

/** The options with which a conversation was compressed, as far as expanding needs them. */
export interface ExpandSettings
  extends Pick<Settings, 'frozenMessageCount' | 'toolProfiles' | 'compressUserDocuments'> {
  /** Ends the work, also within a text; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /**
   * Whether originals may be missing. `true`: the text keeps its markers. `false`: expanding fails with
   * `retrieve/unresolved`. Default: expanding fails if there is a store. Without a store the text keeps its markers,
   * and a warning lists their handles.
   */
  allowMissing?: boolean;
}

/** Options of an instance. */
export interface HeadroomOptions extends Settings, StoreLimits {
  /**
   * Where the originals of elided texts are stored: `true` for the platform's folder, the path of a folder for them
   * alone, `':memory:'`, an open `Store`, or a store that you write: a `StoreBackend`. Without a store, or with
   * `false`, nothing is elided.
   */
  store?: StoreLocation | false;
  /**
   * The scope of the originals: they cannot be fetched in another one. Default: the workspace in the working folder.
   */
  scope?: string;
  /**
   * With `images: 'text'`: reads the text in an image. What it reads for an image is kept while the instance lives, so
   * that each turn sends the same. It has ten seconds for an image. Default: `tesseract.js` with
   * `@tesseract.js-data/eng`, if both are installed beside this package.
   */
  ocr?: Ocr;
}

/** Settings in the environment or the user's file. A store named there is always one of this package. */
export interface Configuration extends HeadroomOptions {
  store?: OwnLocation | false;
}

const WHOLE: Check = {
  wanted: 'a whole number from 0 on',
  fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};

/** The addon checks its own options. */
const SETTINGS: Checks<Settings> = {
  policy: ANY,
  exactOnly: ANY,
  frozenMessageCount: ANY,
  historyMayBeDropped: ANY,
  selection: ANY,
  toolProfiles: ANY,
  documents: ANY,
  keepTags: ANY,
  units: ANY,
  mode: oneOf('optimize', 'simulate', 'audit'),
  strict: FLAG,
  images: REQUEST_IMAGES,
  compressUserDocuments: FLAG,
};
const CALL: Checks<CompressOptions> = {
  ...SETTINGS,
  tokenBudget: {
    wanted: "a whole number from 0 on, or 'model'",
    fits: (value) => value === 'model' || WHOLE.fits(value),
  },
  outputBufferTokens: WHOLE,
  keepTurns: WHOLE,
  pruning: oneOf('off', 'cold', 'auto'),
  cold: FLAG,
  cacheTtl: oneOf('5m', '1h'),
  expectedTurns: WHOLE,
  pruningWeights: ANY,
  model: TEXT,
  query: TEXT,
  signal: SIGNAL,
  onProgress: FUNCTION,
};
const ONE_TEXT: Checks<CompressTextSettings> = {
  policy: ANY,
  exactOnly: ANY,
  selection: ANY,
  toolProfiles: ANY,
  keepTags: ANY,
  units: ANY,
  query: TEXT,
  signal: SIGNAL,
  kind: ANY,
  tool: TEXT,
  shortener: SHORTENER,
  embedder: EMBEDDER,
};
const EXPAND: Checks<ExpandSettings> = {
  frozenMessageCount: ANY,
  toolProfiles: ANY,
  compressUserDocuments: FLAG,
  signal: SIGNAL,
  allowMissing: FLAG,
};
const INSTANCE: Checks<HeadroomOptions> = { ...SETTINGS, ...STORE_LIMITS, store: LOCATION, scope: TEXT, ocr: OCR };

/**
 * The options of a call, each read once. @throws `ConfigurationError` for an unknown option or a value of the wrong
 * type.
 */
export function callOptions(options: CompressOptions | undefined): CompressOptions {
  const { query, signal, onProgress, ...rest } = optionsOf(options, CALL);
  const own = { query, signal, onProgress };
  return { ...copied(rest), ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) };
}

/** The options of a call for one text, sorted by who needs them. */
export interface TextCall<Stored> {
  readonly engine: Settings;
  readonly hint: TextHint;
  readonly signal: AbortSignal | undefined;
  readonly store: Stored | undefined;
  readonly shortener: Shortener | undefined;
  readonly embedder: Embedder | undefined;
  /** All of them but the store. */
  readonly settings: CompressTextSettings;
}

/**
 * The options of a call for one text, each read once. `stored` checks the option `store`, if there is one. @throws
 * `ConfigurationError`
 */
export function textOptions<Stored>(
  options: (CompressTextSettings & { store?: Stored }) | undefined,
  stored?: Check,
): TextCall<Stored> {
  const checks = stored
    ? { ...ONE_TEXT, store: stored }
    : (ONE_TEXT as Checks<CompressTextSettings & { store?: Stored }>);
  const { store, ...settings } = optionsOf(options, checks);
  const { kind, tool, query, signal, shortener, embedder, ...rest } = settings;
  const hint = { kind, tool, query: query?.toWellFormed() };
  return {
    engine: copied(rest),
    hint,
    signal,
    store: store as Stored | undefined,
    shortener,
    embedder,
    settings: settings as CompressTextSettings,
  };
}

/**
 * The settings that expanding needs, each read once. @throws `ConfigurationError` for an unknown one or a value of the
 * wrong type.
 */
export function expandSettings(settings: ExpandSettings | undefined): ExpandSettings {
  const { signal, allowMissing, ...rest } = optionsOf(settings, EXPAND);
  return { ...checked(rest), ...(signal && { signal }), ...(allowMissing !== undefined && { allowMissing }) };
}

/** The settings of a call that expands, completed by those of the instance. */
export function expandLayered(own: Settings, called: ExpandSettings): ExpandSettings {
  return layered({ ...own, compressUserDocuments: settings(own).userDocuments }, called);
}

/**
 * The options of an instance, completed by the environment and the user's file. @throws `ConfigurationError` that names
 * the wrong option and its place.
 */
export function instanceOptions(options: HeadroomOptions | undefined): HeadroomOptions {
  return layered(configuration(), checked(options));
}

/**
 * The settings in the environment and the user's file. @throws `ConfigurationError` that names the wrong variable or
 * file.
 */
export function configuration(): Configuration {
  return configured(checked) as Configuration;
}

function checked(options: HeadroomOptions | undefined): HeadroomOptions {
  const { store, scope, storeTtl, storeLimit, ocr, ...rest } = optionsOf(options, INSTANCE);
  const own = copied(rest);
  call(() => native.checkOptions(serialize(settings(own).engine)));
  return {
    ...own,
    ...(store !== undefined && { store }),
    ...(scope !== undefined && { scope }),
    ...(storeTtl !== undefined && { storeTtl }),
    ...(storeLimit !== undefined && { storeLimit }),
    ...(ocr && { ocr }),
  };
}

/** Splits the settings into those of the engine and those of this package. */
export function settings({
  mode = 'optimize',
  strict = false,
  images = 'preserve',
  compressUserDocuments = false,
  ...engine
}: Settings): {
  readonly mode: Mode;
  readonly strict: boolean;
  readonly images: RequestImages;
  readonly userDocuments: boolean;
  readonly engine: EngineOptions;
} {
  return { mode, strict, images, userDocuments: compressUserDocuments && engine.policy === 'oneshot', engine };
}

/** A copy of the addon's options: the caller may change lists and groups in theirs. */
function copied(options: Settings): Settings {
  return JSON.parse(serialize(options)!) as Settings;
}
