// The facts about an agent: one descriptor for each. No other file knows them.
import type { ClientFolders } from '../config/index.js';
import type { ConfigFormat, Entry } from '../files/index.js';

/** Variables of an environment. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The machine that an agent runs on. */
export interface Machine {
  readonly env: Variables;
  readonly folders: ClientFolders;
}

/** An address that the user has chosen for a provider, as it is written, and the file or variable that names it. */
export interface OwnAddress {
  readonly provider: string;
  readonly url: unknown;
  readonly from: string;
  /** True if the file belongs to a project. A project must not decide where the proxy sends a key. */
  readonly isProject?: boolean;
}

/** A variable with the base address of a provider. */
export interface BaseVariable {
  readonly variable: string;
  readonly provider: string;
  /** The path that the agent expects behind the provider's address. */
  readonly path: '' | '/v1' | '/v1beta';
  /** True if it is set only where the user has an address for it. */
  readonly isOptional?: true;
  /** The address that a file gives if the variable is not set. */
  inFile?(machine: Machine): Omit<OwnAddress, 'provider'> | undefined;
}

/** A file of an agent, and our entries in it. */
export interface ConfigPart {
  readonly file: string;
  readonly format: ConfigFormat;
  readonly entries: readonly Entry[];
}

/**
 * Returns the address at which the proxy reaches a provider, with the requested path. If the user has chosen an
 * address for the provider, the proxy reaches that, and its path is not added to.
 */
export type Address = (provider: string, path?: '' | '/v1' | '/v1beta') => string;

/** How an agent is connected to the proxy. A part that is missing is not needed. */
export interface Routing {
  /**
   * Variables with base addresses, those first that override others. If one is set already, it names a gateway, and
   * the proxy sends requests on to that.
   */
  readonly variables?: readonly BaseVariable[];
  /** Other addresses that the user has chosen. They override variables. */
  own?(machine: Machine): readonly OwnAddress[];
  /** Other variables. */
  environment?(address: Address, machine: Machine): Readonly<Record<string, string>>;
  /** Arguments that come before those of the user. */
  arguments?(address: Address, machine: Machine): readonly string[];
  files?(address: Address, machine: Machine): readonly ConfigPart[];
  /** Further providers that the proxy has to know, by name. */
  upstreams?(machine: Machine): Readonly<Record<string, string>>;
  /** How it sends the secret of the proxy. If this is missing, it cannot send one. */
  token?(token: string, machine: Machine): Readonly<Record<string, string>>;
  /**
   * Why it cannot be connected to the proxy here: the reason, and behind the first `: ` what to do instead. Undefined
   * if it can.
   */
  problem?(machine: Machine): string | undefined;
}

/** The program and arguments that start a part of this package. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
}

/** How an MCP server is added to an agent. */
export interface McpPart {
  readonly format: ConfigFormat;
  /** The key under which its file lists servers. */
  readonly container: string;
  /** Its configuration file for the user. */
  file(folders: ClientFolders): string;
  /** The entry that starts the server. */
  entry(launch: Launch): object;
  /** The entry that connects to a server over HTTP. Missing if it is not known how the agent does that. */
  remote?(url: string): object;
  /** What the user has to do until a change takes effect. */
  readonly next: string;
}

/** This program, for agents that start it or load it. */
export interface Self {
  /** A shell command that answers a hook. */
  readonly command: string;
  /** The address of a proxy that answers in place of the command. */
  readonly proxyUrl?: string;
  /** Starts the MCP server. */
  readonly mcp: Launch;
  /** Starts the process that answers a mod. Missing if the agent is too old for mods. */
  readonly serve?: Launch;
  /** The path of the library's CommonJS entry, for imports. */
  readonly library: string;
}

/** How a hook or a plugin of this package is added to an agent. */
export interface HookPart {
  /** The files that are changed, and the entries in each. */
  parts(self: Self, folders: ClientFolders): readonly ConfigPart[];
  readonly next: string;
  /** The same where a mod was written. */
  readonly nextWithMod?: string;
  /** True if the agent can ask a proxy in place of the command. */
  readonly asksProxy?: boolean;
  /** True if the hook may elide, because the agent can have the tool that fetches what was elided. */
  readonly elides?: boolean;
  /** The first version of the agent that runs mods, where a process answers in place of a command. */
  readonly modsSince?: readonly number[];
}

/** An agent. */
export interface Agent {
  readonly name: string;
  readonly title: string;
  /** The names of its program, the usual one first. Empty if it has no program of its own. */
  readonly programs: readonly string[];
  /** How to install it. */
  readonly install: string;
  /**
   * True if its program ends at once because a window stays open. Its files then stay changed until it is unwrapped.
   */
  readonly staysOpen?: boolean;
  /** True if it is in use on this machine. */
  isHere(folders: ClientFolders): boolean;
  readonly routing: Routing;
  readonly mcp?: McpPart;
  readonly hook?: HookPart;
  /** The file whose `statusLine` is a command that prints a line. */
  statusLine?(folders: ClientFolders): string;
}
