import { useState } from 'preact/hooks';
import type { Recent, RecentRequests } from './api.js';
import { Comparison } from './comparison.js';
import { count, dollars, ms, short } from './format.js';
import { Table } from './parts.js';

const MAX_ROWS = 50;

/** The last requests. If the proxy keeps their texts, one of them can be opened. */
export function Requests({ recent }: { readonly recent: RecentRequests }) {
  const [open, setOpen] = useState<number>();
  return (
    <>
      {open !== undefined && <Comparison key={open} id={open} close={() => setOpen(undefined)} />}
      <RequestTable recent={recent} open={setOpen} />
    </>
  );
}

interface TableProps {
  readonly recent: RecentRequests;
  readonly open: (id: number) => void;
}

function RequestTable({ recent: { requests }, open }: TableProps) {
  return (
    <Table
      title="Recent requests"
      columns={[
        'time',
        'model',
        'project',
        'status',
        'tokens',
        'saved',
        'cache read',
        'cost',
        'overhead',
        'first byte',
        '',
      ]}
      rows={requests.slice(0, MAX_ROWS).map((own) => [
        new Date(own.time).toLocaleTimeString(),
        own.model ?? own.route,
        own.project ?? '',
        <span class={own.status >= 400 ? 'bad' : undefined}>{own.status}</span>,
        short(own.tokens_before),
        count(own.tokens_before - own.tokens_after),
        own.cache_read === undefined ? '–' : short(own.cache_read),
        dollars(own.cost_usd),
        ms(own.overhead_ms),
        ms(own.first_byte_ms),
        <>
          {own.has_texts && (
            <button type="button" onClick={() => open(own.id)}>
              compare
            </button>
          )}{' '}
          {noteOn(own)}
        </>,
      ])}
    />
  );
}

function noteOn({ cached, skipped, missed_tokens: missed }: Recent): string {
  if (cached) return 'from the response cache';
  return [skipped, missed && 'cache miss'].filter(Boolean).join(', ');
}
