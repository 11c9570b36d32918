// The options of an instance and of a call.
import { configured, layered } from '../config/index.js';
import { call, serialize, type TextHint, type TextResult } from '../text/index.js';
import { ANY, FLAG, FUNCTION, oneOf, optionsOf, SIGNAL, TEXT, type Check, type Checks } from '../errors/index.js';
import { native, type CompressOptions as EngineOptions } from '../native/index.js';
import { REQUEST_IMAGES, type RequestImages } from './images/options.js';
import type { Pruning } from './pruning.js';
import { SHORTENER, type Shortener } from './shorten.js';
import { LOCATION, type OwnLocation, type StoreLocation } from '../store/index.js';

/** What is done with a request: it is compressed; compressed without storing anything; or only measured. */
export type Mode = 'optimize' | 'simulate' | 'audit';

/** The options of an instance or a call, besides those that the addon knows. */
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
}

/**
 * How a conversation is compressed. Unset options come from the instance, then from the environment, then from the
 * user's file.
 */
export interface CompressOptions extends Settings {
  /**
   * The maximum for the compressed messages, in estimated tokens. If they are longer, whole turns are dropped: the
   * oldest first, turns that later ones refer to last. Instructions, the user's first request and the last
   * `keepTurns` turns are kept. The dropped messages are stored, so a store is needed, and a marker stands behind the
   * user's first request. The provider's cache breaks where `fitted` says. Neither for bodies nor in a session.
   */
  tokenBudget?: number;
  /** The last N turns are kept by a `tokenBudget`. Default: 4. */
  keepTurns?: number;
  /**
   * In a session: whether old results may be replaced by short forms. `cold`: only while the provider's cache is cold. `auto`: whenever that pays by the
   * prices of `model`. Default: `off`.
   */
  pruning?: Pruning;
  /** In a session: the provider's cache has expired, so that all of the conversation is written to it again. Default: false. */
  cold?: boolean;
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

/** How one text is compressed, and what the caller knows about it. */
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
}

/** The options with which a conversation was compressed, as far as expanding needs them. */
export interface ExpandSettings extends Pick<Settings, 'frozenMessageCount' | 'toolProfiles'> {
  /** Ends the work, also within a text; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /**
   * What happens if the original of elided text is not found. `true`: the text keeps its markers. `false`: expanding fails with `retrieve/unresolved`. Default:
   * it fails if there is a store; without one the text keeps its markers, and a warning lists their handles.
   */
  allowMissing?: boolean;
}

/** How an instance behaves. */
export interface HeadroomOptions extends Settings {
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
}

/** What can be set outside of the code: there, a store is always one of this package. */
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
};
const CALL: Checks<CompressOptions> = {
  ...SETTINGS,
  tokenBudget: WHOLE,
  keepTurns: WHOLE,
  pruning: oneOf('off', 'cold', 'auto'),
  cold: FLAG,
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
};
const EXPAND: Checks<ExpandSettings> = {
  frozenMessageCount: ANY,
  toolProfiles: ANY,
  signal: SIGNAL,
  allowMissing: FLAG,
};
const INSTANCE: Checks<HeadroomOptions> = { ...SETTINGS, store: LOCATION, scope: TEXT };

/**
 * The options of a call, each looked at once. @throws `ConfigurationError` for an unknown option or a value of the
 * wrong type.
 */
export function callOptions(options: CompressOptions | undefined): CompressOptions {
  const { tokenBudget, keepTurns, pruning, cold, model, query, signal, onProgress, ...rest } = optionsOf(options, CALL);
  const own = { tokenBudget, keepTurns, pruning, cold, model, query, signal, onProgress };
  return { ...copied(rest), ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) };
}

/**
 * The options of a call for one text: what the engine is told, what is known about the text, and where it may be
 * stored.
 */
export interface TextCall<Stored> {
  readonly engine: Settings;
  readonly hint: TextHint;
  readonly signal: AbortSignal | undefined;
  readonly store: Stored | undefined;
  readonly shortener: Shortener | undefined;
  /** All of them but the store. */
  readonly settings: CompressTextSettings;
}

/**
 * The options, each looked at once. `stored`: what the option `store` takes, if there is one. @throws
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
  const { kind, tool, query, signal, shortener, ...rest } = settings;
  const hint = { kind, tool, query: query?.toWellFormed() };
  return {
    engine: copied(rest),
    hint,
    signal,
    store: store as Stored | undefined,
    shortener,
    settings: settings as CompressTextSettings,
  };
}

/**
 * The settings that expanding needs, each looked at once. @throws `ConfigurationError` for an unknown one or a value
 * of the wrong type.
 */
export function expandSettings(settings: ExpandSettings | undefined): ExpandSettings {
  const { signal, allowMissing, ...rest } = optionsOf(settings, EXPAND);
  return { ...checked(rest), ...(signal && { signal }), ...(allowMissing !== undefined && { allowMissing }) };
}

/**
 * The options of an instance, over what the user has set outside of the code. @throws `ConfigurationError` that names
 * what is wrong, and where.
 */
export function instanceOptions(options: HeadroomOptions | undefined): HeadroomOptions {
  return layered(configuration(), checked(options));
}

/**
 * The settings outside of the code: environment and user's file. @throws `ConfigurationError` that names the
 * variable, or the file, that is wrong.
 */
export function configuration(): Configuration {
  return configured(checked) as Configuration;
}

function checked(options: HeadroomOptions | undefined): HeadroomOptions {
  const { store, scope, ...rest } = optionsOf(options, INSTANCE);
  const own = copied(rest);
  call(() => native.checkOptions(serialize(settings(own).engine)));
  return { ...own, ...(store !== undefined && { store }), ...(scope !== undefined && { scope }) };
}

/** Splits the settings: those for the addon, and those for this package alone. */
export function settings({ mode = 'optimize', strict = false, images = 'preserve', ...engine }: Settings): {
  readonly mode: Mode;
  readonly strict: boolean;
  readonly images: RequestImages;
  readonly engine: EngineOptions;
} {
  return { mode, strict, images, engine };
}

/** A copy of the addon's options: the caller may change lists and groups in theirs. */
function copied(options: Settings): Settings {
  return JSON.parse(serialize(options)!) as Settings;
}
