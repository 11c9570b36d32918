// What is known of an agent: one descriptor each, and nothing of it elsewhere.
import type { ClientFolders } from '../config/index.js';
import type { ConfigFormat, Entry } from '../files/index.js';

/** Variables of an environment. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What is known of the machine that an agent runs on. */
export interface Machine {
  readonly env: Variables;
  readonly folders: ClientFolders;
}

/** A variable that holds the base address of a provider. */
export interface BaseVariable {
  readonly variable: string;
  readonly provider: string;
  /** What the agent expects behind the address of the provider. */
  readonly path: '' | '/v1' | '/v1beta';
}

/** A file that is changed while an agent is wrapped. */
export interface ConfigPart {
  readonly file: string;
  readonly format: ConfigFormat;
  readonly entries: readonly Entry[];
}

/** Gives the address under which the proxy reaches a provider, with the path that is asked for. */
export type Address = (provider: string, path?: '' | '/v1' | '/v1beta') => string;

/** How an agent is led through the proxy. What a part does not say, it does not need. */
export interface Routing {
  /** Variables that hold base addresses. One that is set already leads to a gateway, which the proxy then asks. */
  readonly variables?: readonly BaseVariable[];
  /** Other variables. */
  environment?(address: Address, machine: Machine): Readonly<Record<string, string>>;
  /** Arguments put before those of the user. */
  arguments?(address: Address, machine: Machine): readonly string[];
  files?(address: Address, machine: Machine): readonly ConfigPart[];
  /** Providers that the proxy has to know beside its own, by name. */
  upstreams?(machine: Machine): Readonly<Record<string, string>>;
  /** How it sends the secret of the proxy; without this it cannot. */
  token?(token: string, machine: Machine): Readonly<Record<string, string>>;
  /** Why it cannot be led through the proxy here, and what to do instead; undefined: it can. */
  problem?(machine: Machine): string | undefined;
}

/** The program and arguments that start something of ours. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
}

/** How an agent is told of an MCP server. */
export interface McpPart {
  readonly format: ConfigFormat;
  /** The name under which its file lists servers. */
  readonly container: string;
  /** Its file for the user. */
  file(folders: ClientFolders): string;
  /** How it is told to start the server. */
  entry(launch: Launch): object;
  /** What the user does for a change to count. */
  readonly next: string;
}

/** This program, for those that start it or load it. */
export interface Self {
  /** A line for a shell that answers a hook. */
  readonly command: string;
  /** The library's CommonJS entry, as modules import it. */
  readonly library: string;
}

/** How an agent is told to run a hook of ours, or to load a plugin. */
export interface HookPart {
  readonly format: ConfigFormat;
  file(folders: ClientFolders): string;
  entries(self: Self): readonly Entry[];
  readonly next: string;
}

/** An agent. */
export interface Agent {
  readonly name: string;
  readonly title: string;
  /** Names of its program, the usual one first; none: it is no program of its own. */
  readonly programs: readonly string[];
  /** How to get it. */
  readonly install: string;
  /** Whether its program ends at once, because a window stays: its files are then changed until they are unwrapped. */
  readonly staysOpen?: boolean;
  /** Whether it is used here. */
  isHere(folders: ClientFolders): boolean;
  readonly routing: Routing;
  readonly mcp?: McpPart;
  readonly hook?: HookPart;
  /** The file whose `statusLine` is a command that prints a line. */
  statusLine?(folders: ClientFolders): string;
}
