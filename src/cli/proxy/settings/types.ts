import type { Budget, LogLevel, OnBudget, ProxyMode, ProxyOptions, ToolsMode } from '../../../proxy/index.js';

/** The values of all settings, by the names of their options in code. */
export interface Values {
  port: number;
  host: string;
  mode: ProxyMode;
  anthropicApiUrl: string;
  openaiApiUrl: string;
  geminiApiUrl: string;
  upstream: readonly (readonly [name: string, url: string])[];
  bedrockRegion: string;
  store: string | boolean;
  scope: string;
  storeTtl: number;
  storeLimit: number;
  token: string;
  allowHost: readonly string[];
  tools: ToolsMode;
  pruning: NonNullable<ProxyOptions['pruning']>;
  budget: readonly Budget[];
  onBudget: OnBudget;
  rateLimit: number;
  responseCache: number;
  semanticCache: string;
  images: NonNullable<ProxyOptions['images']>;
  retries: number;
  shadow: number;
  savingsPath: string;
  logFile: string;
  logContents: boolean;
  logLevel: LogLevel;
  workers: number;
}
