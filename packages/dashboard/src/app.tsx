// The page as a whole: asks again while it is looked at.
import { useEffect, useState } from 'preact/hooks';
import {
  history,
  Locked,
  recent,
  SERIES,
  stats,
  unlock,
  type Point,
  type RecentRequests,
  type Series,
  type Stats,
} from './api.js';
import { Breakdown } from './breakdown.js';
import { Chart, type Line } from './chart.js';
import { dollars, short } from './format.js';
import { Cache, Cards, FloorTable, Health } from './overview.js';
import { Prunes } from './prunes.js';
import { Requests } from './requests.js';

const EVERY_MS = 5000;
/** The last points of a series that are shown: three days of hours. */
const MAX_POINTS = 72;

const MONEY: readonly Line[] = [
  { label: 'spent', color: '--spent', value: (point) => point.cost_usd },
  { label: 'net saved', color: '--good', value: (point) => point.net_saved_usd },
  { label: 'cache misses', color: '--bad', value: (point) => point.miss_cost_usd },
];
const TOKENS: readonly Line[] = [
  { label: 'read', color: '--spent', value: (point) => point.tokens_before },
  { label: 'sent', color: '--good', value: (point) => point.tokens_after },
];
const CACHE: readonly Line[] = [
  { label: 'read from caches', color: '--good', value: (point) => point.cache_read },
  { label: 'written', color: '--spent', value: (point) => point.cache_write },
  { label: 'new', color: '--bad', value: (point) => point.input },
];

interface Data {
  readonly stats: Stats;
  readonly recent: RecentRequests;
  readonly points: readonly Point[];
  readonly by: Readonly<Record<'model' | 'project' | 'tool', readonly Point[]>>;
}

export function App() {
  const [series, setSeries] = useState<Series>('hourly');
  const [data, setData] = useState<Data>();
  const [problem, setProblem] = useState<Error>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isOver = false;
    const load = async (): Promise<void> => {
      if (document.hidden) return;
      try {
        const loaded = await all(series);
        if (isOver) return;
        setData(loaded);
        setProblem(undefined);
      } catch (error) {
        if (!isOver) setProblem(error as Error);
      }
    };
    void load();
    const timer = setInterval(load, EVERY_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [series, round]);
  if (problem instanceof Locked) return <Lock open={() => setRound(round + 1)} />;
  return (
    <>
      <header>
        <h1>Headroom</h1>
        <nav aria-label="Period">
          {SERIES.map((name) => (
            <button key={name} type="button" aria-pressed={name === series} onClick={() => setSeries(name)}>
              {name}
            </button>
          ))}
        </nav>
      </header>
      {problem && <p class="banner">The proxy does not answer: {problem.message}</p>}
      {data ? <Page {...data} /> : <p class="quiet">Loading…</p>}
    </>
  );
}

function Page({ stats: all, recent: last, points, by }: Data) {
  return (
    <main>
      <Cards stats={all} />
      <div class="panels">
        <Chart title="Money" points={points} lines={MONEY} format={dollars} />
        <Chart title="Tokens of tool results" points={points} lines={TOKENS} format={short} />
        <Chart title="Input tokens, as providers count them" points={points} lines={CACHE} format={short} />
        <Breakdown by="model" points={by.model} />
        <Breakdown by="project" points={by.project} />
        <Breakdown by="tool" points={by.tool} />
        <Health stats={all} />
        <Cache stats={all} />
        <FloorTable stats={all} />
      </div>
      {all.pruning.prunes > 0 && <Prunes pruning={all.pruning} />}
      <Requests recent={last} />
    </main>
  );
}

function Lock({ open }: { readonly open: () => void }) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    unlock(String(new FormData(event.currentTarget as HTMLFormElement).get('token')));
    open();
  };
  return (
    <form class="panel lock" onSubmit={submit}>
      <label>
        This proxy needs a token (HEADROOM_PROXY_TOKEN).
        <input name="token" type="password" autocomplete="off" required />
      </label>
      <button type="submit">Open</button>
    </form>
  );
}

async function all(series: Series): Promise<Data> {
  const [own, last, points, model, project, tool] = await Promise.all([
    stats(),
    recent(),
    history(series),
    history('monthly', 'model'),
    history('monthly', 'project'),
    history('monthly', 'tool'),
  ]);
  return { stats: own, recent: last, points: points.slice(-MAX_POINTS), by: { model, project, tool } };
}
