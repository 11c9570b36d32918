// What the proxy says, as far as the page shows it.

export interface Tokens {
  readonly requests: number;
  readonly before: number;
  readonly after: number;
  readonly saved: number;
  readonly savings_percent: number;
  /** What the mode `audit` could have saved. */
  readonly could_save: number;
  readonly input: number;
  readonly cache_read: number;
  readonly cache_write: number;
  readonly output: number;
}

export interface Cost {
  readonly total_usd: number;
  readonly saved_usd: number;
  readonly net_saved_usd: number;
  readonly cache_misses_usd: number;
}

export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
}

export interface Tool {
  readonly name: string;
  readonly server?: string;
  readonly tokens: number;
  readonly requests: number;
  readonly calls: number;
  readonly sent_tokens: number;
}

export interface Prune {
  readonly time: string;
  readonly model?: string;
  readonly tokens_saved: number;
  readonly tokens_rewritten: number;
  readonly turns: number;
  readonly fetches: number;
  readonly cost_usd: number;
  readonly earned_usd: number;
  readonly turns_to_break_even?: number;
}

export interface Stats {
  readonly mode: string;
  readonly uptime_seconds: number;
  readonly requests: {
    readonly total: number;
    readonly failed: number;
    readonly cached: number;
    readonly unreachable: number;
    readonly broken_off: number;
    readonly rate_limited: number;
    readonly over_budget: number;
  };
  readonly compression: {
    readonly requests: number;
    readonly retrievals: number;
    readonly skipped: Readonly<Record<string, number>>;
    readonly overhead_ms: Times;
  };
  readonly latency_ms: { readonly first_byte: Times; readonly total: Times };
  readonly cache: {
    readonly hit_rate: number;
    readonly misses: number;
    readonly misses_perhaps_ours: number;
    readonly missed_tokens: number;
    readonly reasons_of_providers: Readonly<Record<string, number>>;
    readonly conversations_no_longer_compressed: number;
  };
  readonly pruning: {
    readonly prunes: number;
    readonly tokens_saved: number;
    readonly fetches: number;
    readonly cost_usd: number;
    readonly earned_usd: number;
    readonly net_usd: number;
    readonly recent: readonly Prune[];
  };
  readonly shadow: {
    readonly conversations: { readonly compressed: number; readonly shadow: number };
    readonly saving?: number;
    readonly interval?: readonly [number, number];
  };
  readonly budgets: readonly {
    readonly per: string;
    readonly usd: number;
    readonly spent_usd: number;
    readonly is_spent: boolean;
  }[];
  readonly floor: {
    readonly requests: number;
    readonly system_tokens: number;
    readonly tool_tokens: number;
    readonly never_used: { readonly tools: number; readonly sent_tokens: number };
    readonly tools: readonly Tool[];
  };
  readonly persistent_savings: {
    readonly problem?: string;
    readonly lifetime: Tokens & { readonly cost: Cost };
    readonly month: Tokens & { readonly cost: Cost };
    readonly today: Tokens & { readonly cost: Cost };
  };
}

/** Sums of one period, or of one name in it. */
export interface Point {
  readonly start: string;
  readonly requests: number;
  readonly tokens_before: number;
  readonly tokens_after: number;
  readonly tokens_saved: number;
  readonly input: number;
  readonly cache_read: number;
  readonly cache_write: number;
  readonly output: number;
  readonly cost_usd: number;
  readonly saved_usd: number;
  readonly miss_cost_usd: number;
  readonly net_saved_usd: number;
  readonly [name: string]: string | number | undefined;
}

export interface Recent {
  readonly id: number;
  readonly time: string;
  readonly route: string;
  readonly model?: string;
  readonly project?: string;
  readonly status: number;
  readonly compressed: boolean;
  readonly cached: boolean;
  /** Whether its changed texts are kept. Only with logged contents. */
  readonly has_texts?: boolean;
  readonly skipped?: string;
  readonly tokens_before: number;
  readonly tokens_after: number;
  readonly cache_read?: number;
  readonly cost_usd?: number;
  readonly saved_usd?: number;
  readonly missed_tokens?: number;
  readonly overhead_ms: number;
  readonly first_byte_ms: number;
}

/** A text of a request, before and after compression. */
export interface ChangedText {
  readonly message: number;
  readonly name: string;
  readonly kind: string;
  readonly fidelity: string;
  readonly tokens_before: number;
  readonly tokens_after: number;
  readonly reasons: readonly string[];
  readonly before: string;
  readonly after: string;
}

/** The recent requests, and whether their texts are kept. */
export interface RecentRequests {
  readonly logs_contents: boolean;
  readonly requests: readonly Recent[];
}

export const SERIES = ['hourly', 'daily', 'weekly', 'monthly'] as const;
export type Series = (typeof SERIES)[number];

/** That the proxy wants a token. */
export class Locked extends Error {}

const TOKEN = 'headroom-token';

/** Keeps the token for this tab alone. */
export function unlock(token: string): void {
  sessionStorage.setItem(TOKEN, token);
}

async function ask<T>(path: string): Promise<T> {
  const token = sessionStorage.getItem(TOKEN);
  const response = await fetch(path, token === null ? {} : { headers: { 'x-headroom-token': token } });
  if (response.status === 401) throw new Locked('a token is needed');
  if (!response.ok) throw new Error(`${path} answers with ${response.status}`);
  return (await response.json()) as T;
}

export const stats = (): Promise<Stats> => ask('/stats');

export const recent = (): Promise<RecentRequests> => ask('/requests');

/** The changed texts of a request. */
export async function texts(id: number): Promise<readonly ChangedText[]> {
  return (await ask<{ texts: ChangedText[] }>(`/requests/${id}`)).texts;
}

/** Sums by period; `by`: for each name of that kind. */
export async function history(series: Series, by?: string): Promise<readonly Point[]> {
  const query = by === undefined ? '' : `&by=${by}`;
  return (await ask<{ series: Record<Series, Point[]> }>(`/stats-history?series=${series}${query}`)).series[series];
}
