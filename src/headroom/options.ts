// What an instance, or a call, may set.
import { configured, layered } from '../config/index.js';
import { call, serialize, type TextHint, type TextResult } from '../text/index.js';
import { ANY, FLAG, FUNCTION, oneOf, optionsOf, SIGNAL, TEXT, type Check, type Checks } from '../errors/index.js';
import { native, type CompressOptions as EngineOptions } from '../native/index.js';
import { LOCATION, type StoreLocation } from '../store/index.js';

/**
 * What is done with a request. `optimize`: its texts are made smaller. `simulate`: the same, but nothing is stored: handles lead nowhere, and it must not be sent.
 * `audit`: the messages come back as they are, and the figures say what could be saved.
 */
export type Mode = 'optimize' | 'simulate' | 'audit';

/** What an instance, or a call, may set besides what the addon knows. */
export interface Settings extends EngineOptions {
  /** What is done with the messages. Default: `optimize`. */
  mode?: Mode;
  /**
   * Whether it is an error where a text, or a body, goes as it is because it could not be looked at to the end, or where nothing is left out because it
   * cannot be stored. For tests: else the original goes, and the result says why. Default: false.
   */
  strict?: boolean;
}

/** How a conversation is compressed. What is not set here is taken from the instance, then from the environment, then from the user's file. */
export interface CompressOptions extends Settings {
  /**
   * What the messages may cost, in estimated tokens. Where they cost more when they are compressed, whole turns are dropped: the oldest first, but those that
   * later ones refer to last. Instructions, what the user wanted at first and the last `keepTurns` turns stay. What was dropped is in the store, which there
   * has to be, behind a note at the end of what the user wanted. This breaks the provider's cache: `fitted` says where. Not for bodies, nor in a session.
   */
  tokenBudget?: number;
  /** How many turns at the end a `tokenBudget` leaves. Default: 4. */
  keepTurns?: number;
  /** The model that will read the messages: tokens are counted as it does. */
  model?: string;
  /** What the request is about. Only the policy `oneshot` may look at it. */
  query?: string;
  /** Ends the work between two texts; the promise is rejected with its reason. */
  signal?: AbortSignal;
  /** Is told how many bytes are done, about ten times a second. What it throws ends the work, and the promise is rejected with that. */
  onProgress?: (bytes: number) => void;
}

/** How one text is compressed, and what is known about it. */
export interface CompressTextSettings
  extends Pick<
    CompressOptions,
    'policy' | 'exactOnly' | 'selection' | 'toolProfiles' | 'keepTags' | 'units' | 'query' | 'signal'
  > {
  /** The kind of the text. Default: it is detected. */
  kind?: TextResult['kind'];
  /** The tool that printed it, for `toolProfiles`. */
  tool?: string;
}

/** What expanding has to know of how a conversation was compressed, and how it is followed. */
export interface ExpandSettings extends Pick<Settings, 'frozenMessageCount' | 'toolProfiles'> {
  /** Ends the work, within a text as well; the promise is rejected with its reason. */
  signal?: AbortSignal;
}

/** How an instance behaves. */
export interface HeadroomOptions extends Settings {
  /**
   * Where texts are kept that something is left out of: `true` for the platform's folder, a folder of their own, `':memory:'`, or a store that is open.
   * Without one, or with `false`, nothing is left out.
   */
  store?: StoreLocation | false;
  /** Whose texts they are: nobody else can fetch them. Default: the workspace in the working folder. */
  scope?: string;
}

const WHOLE: Check = {
  wanted: 'a whole number from 0 on',
  fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};

/** What belongs to the addon it checks itself. */
const SETTINGS: Checks<Settings> = {
  policy: ANY,
  exactOnly: ANY,
  frozenMessageCount: ANY,
  historyMayBeDropped: ANY,
  selection: ANY,
  toolProfiles: ANY,
  keepTags: ANY,
  units: ANY,
  mode: oneOf('optimize', 'simulate', 'audit'),
  strict: FLAG,
};
const CALL: Checks<CompressOptions> = {
  ...SETTINGS,
  tokenBudget: WHOLE,
  keepTurns: WHOLE,
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
};
const EXPAND: Checks<ExpandSettings> = { frozenMessageCount: ANY, toolProfiles: ANY, signal: SIGNAL };
const INSTANCE: Checks<HeadroomOptions> = { ...SETTINGS, store: LOCATION, scope: TEXT };

/** The options of a call, each looked at once. @throws {@link ConfigurationError} for an unknown option or a value of the wrong type. */
export function callOptions(options: CompressOptions | undefined): CompressOptions {
  const { tokenBudget, keepTurns, model, query, signal, onProgress, ...rest } = optionsOf(options, CALL);
  const own = { tokenBudget, keepTurns, model, query, signal, onProgress };
  return { ...copied(rest), ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) };
}

/** The options of a call for one text: what the engine is told, what is known about the text, and where it may be stored. */
export interface TextCall<Stored> {
  readonly engine: Settings;
  readonly hint: TextHint;
  readonly signal: AbortSignal | undefined;
  readonly store: Stored | undefined;
  /** All of them but the store. */
  readonly settings: CompressTextSettings;
}

/** The options, each looked at once. `stored`: what the option `store` takes, if there is one. @throws {@link ConfigurationError} */
export function textOptions<Stored>(
  options: (CompressTextSettings & { store?: Stored }) | undefined,
  stored?: Check,
): TextCall<Stored> {
  const checks = stored
    ? { ...ONE_TEXT, store: stored }
    : (ONE_TEXT as Checks<CompressTextSettings & { store?: Stored }>);
  const { store, ...settings } = optionsOf(options, checks);
  const { kind, tool, query, signal, ...rest } = settings;
  const hint = { kind, tool, query: query?.toWellFormed() };
  return {
    engine: copied(rest),
    hint,
    signal,
    store: store as Stored | undefined,
    settings: settings as CompressTextSettings,
  };
}

/** The settings that expanding needs, each looked at once. @throws {@link ConfigurationError} for an unknown one or a value of the wrong type. */
export function expandSettings(settings: ExpandSettings | undefined): ExpandSettings {
  const { signal, ...rest } = optionsOf(settings, EXPAND);
  return { ...checked(rest), ...(signal && { signal }) };
}

/** The options of an instance, over what the user has set outside of the code. @throws {@link ConfigurationError} that names what is wrong, and where. */
export function instanceOptions(options: HeadroomOptions | undefined): HeadroomOptions {
  return layered(configuration(), checked(options));
}

/** What the user has set outside of the code. @throws {@link ConfigurationError} that names the variable, or the file, that is wrong. */
export function configuration(): HeadroomOptions {
  return configured(checked);
}

function checked(options: HeadroomOptions | undefined): HeadroomOptions {
  const { store, scope, ...rest } = optionsOf(options, INSTANCE);
  const own = copied(rest);
  call(() => native.checkOptions(serialize(settings(own).engine)));
  return { ...own, ...(store !== undefined && { store }), ...(scope !== undefined && { scope }) };
}

/** What the addon is told, and what it is not. */
export function settings({ mode = 'optimize', strict = false, ...engine }: Settings): {
  readonly mode: Mode;
  readonly strict: boolean;
  readonly engine: EngineOptions;
} {
  return { mode, strict, engine };
}

/** A copy of what the addon is told: lists and groups in it are the caller's, who may change them. */
function copied(options: Settings): Settings {
  return JSON.parse(serialize(options)!) as Settings;
}
