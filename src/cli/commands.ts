import type { Command } from 'commander';

interface Entry {
  readonly summary: string;
  /** A second name, which other tools have for it. */
  readonly alias?: string;
  /** Its arguments and its work; loaded only when it is asked for. */
  readonly load: () => Promise<{ define(command: Command): void }>;
}

export const COMMANDS: Readonly<Record<string, Entry>> = {
  compress: {
    summary: 'compress a text, a JSON document or a conversation',
    load: () => import('./compress/index.js'),
  },
  expand: {
    summary: 'restore the original of a compressed text or conversation',
    load: () => import('./expand/index.js'),
  },
  explain: {
    summary: 'list every text with what was done to it, or why it is unchanged',
    load: () => import('./explain/index.js'),
  },
  retrieve: {
    summary: 'print the original of an elided text, or part of it',
    load: () => import('./retrieve/index.js'),
  },
  store: {
    summary: 'list, print, check or delete the stored originals of elided texts',
    alias: 'cache',
    load: () => import('./store/index.js'),
  },
  savings: {
    summary: "measure what compression would have saved in this machine's agent transcripts",
    alias: 'discover',
    load: () => import('./savings/index.js'),
  },
  proxy: {
    summary: 'run a proxy in front of LLM providers that compresses what agents read',
    load: () => import('./proxy/index.js'),
  },
  mcp: {
    summary: 'serve agents over MCP, and set that up in their clients',
    load: () => import('./mcp/index.js'),
  },
  wrap: {
    summary: 'run an agent through the proxy',
    load: () => import('./wrap/index.js'),
  },
  unwrap: {
    summary: 'take back what wrap changed in the files of an agent',
    load: () => import('./unwrap/index.js'),
  },
  hook: {
    summary: 'answer the hooks of an agent, and set them up',
    load: () => import('./hook/index.js'),
  },
  run: {
    summary: 'run a program and print a short form of its output',
    load: () => import('./run/index.js'),
  },
};
