import type { Command } from 'commander';

/** The groups of commands in the help. */
export type Group = 'agents' | 'savings' | 'texts' | 'setup';

interface Entry {
  readonly summary: string;
  /** The group under which help lists the command. */
  readonly group: Group;
  /** An alias: the name that other tools use for this command. */
  readonly alias?: string;
  /** True if the command needs to know the arguments of all commands. */
  readonly needsAll?: boolean;
  /** Loads the module that defines the command. It is called only if the command is used. */
  readonly load: () => Promise<{ define(command: Command): void }>;
}

export const COMMANDS: Readonly<Record<string, Entry>> = {
  compress: {
    summary: 'compress a text, a JSON document or a conversation',
    group: 'texts',
    load: () => import('./compress/index.js'),
  },
  expand: {
    summary: 'restore the original of a compressed text or conversation',
    group: 'texts',
    load: () => import('./expand/index.js'),
  },
  explain: {
    summary: 'list every text with what was done to it, or why it is unchanged',
    group: 'texts',
    load: () => import('./explain/index.js'),
  },
  retrieve: {
    summary: 'print the original of an elided text, or part of it',
    group: 'texts',
    load: () => import('./retrieve/index.js'),
  },
  store: {
    summary: 'list, print, check or delete the stored originals of elided texts',
    group: 'texts',
    alias: 'cache',
    load: () => import('./store/index.js'),
  },
  map: {
    summary: 'print what the source files of a folder define, the most used first',
    group: 'texts',
    load: () => import('./map/index.js'),
  },
  models: {
    summary: 'list, add, download or delete models that run on this machine',
    group: 'texts',
    load: () => import('./models/index.js'),
  },
  savings: {
    summary: "measure what compression would have saved in this machine's agent transcripts",
    group: 'savings',
    alias: 'discover',
    load: () => import('./savings/index.js'),
  },
  proxy: {
    summary: 'run a proxy in front of LLM providers that compresses what agents read',
    group: 'agents',
    load: () => import('./proxy/index.js'),
  },
  mcp: {
    summary: 'serve agents over MCP, and set that up in their clients',
    group: 'agents',
    load: () => import('./mcp/index.js'),
  },
  wrap: {
    summary: 'run an agent through the proxy',
    group: 'agents',
    load: () => import('./wrap/index.js'),
  },
  unwrap: {
    summary: 'take back what wrap changed in the files of an agent',
    group: 'agents',
    load: () => import('./unwrap/index.js'),
  },
  hook: {
    summary: 'answer the hooks of an agent, and set them up',
    group: 'agents',
    load: () => import('./hook/index.js'),
  },
  run: {
    summary: 'run a program and print a short form of its output',
    group: 'agents',
    load: () => import('./run/index.js'),
  },
  stats: {
    summary: 'say what proxies saved, by day, model or project, or while one runs',
    group: 'savings',
    load: () => import('./stats/index.js'),
  },
  dashboard: {
    summary: 'print the address of the dashboard of the running proxy, or open it',
    group: 'savings',
    load: () => import('./dashboard/index.js'),
  },
  perf: {
    summary: 'measure on this machine how fast texts are compressed, and by how much',
    group: 'savings',
    load: () => import('./perf/index.js'),
  },
  doctor: {
    summary: 'check that everything is set up and works, and say what to do',
    group: 'setup',
    load: () => import('./doctor/index.js'),
  },
  statusline: {
    summary: 'show what is saved in the status line of Claude Code',
    group: 'savings',
    load: () => import('./statusline/index.js'),
  },
  config: {
    summary: 'print, check and change your settings',
    group: 'setup',
    load: () => import('./config/index.js'),
  },
  count: {
    summary: 'count the tokens of a text',
    group: 'texts',
    load: () => import('./count/index.js'),
  },
  detect: {
    summary: 'say what a text is, section by section',
    group: 'texts',
    load: () => import('./detect/index.js'),
  },
  completions: {
    summary: 'print a script that completes command lines in your shell',
    group: 'setup',
    needsAll: true,
    load: () => import('./completions/index.js'),
  },
  man: {
    summary: 'print the manual page',
    group: 'setup',
    needsAll: true,
    load: () => import('./man/index.js'),
  },
  update: {
    summary: 'say how to get the newest version',
    group: 'setup',
    load: () => import('./update/index.js'),
  },
  uninstall: {
    summary: 'take back every change that headroom made to files of agents',
    group: 'setup',
    load: () => import('./uninstall/index.js'),
  },
};
