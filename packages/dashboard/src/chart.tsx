// Lines over time.
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Point } from './api.js';

export interface Line {
  readonly label: string;
  /** A custom property of the style sheet. */
  readonly color: string;
  readonly value: (point: Point) => number;
}

interface Props {
  readonly title: string;
  readonly points: readonly Point[];
  readonly lines: readonly Line[];
  readonly format: (value: number) => string;
}

const HEIGHT = 220;
/** In seconds. */
const HALF_DAY = 43_200;
/** Of more points each is no dot of its own. */
const MAX_DOTS = 60;

export function Chart({ title, points, lines, format }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = holder.current!;
    const chart = new uPlot(
      optionsOf(element, lines, format, points.length < MAX_DOTS),
      dataOf(points, lines),
      element,
    );
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [points, lines, format]);
  return (
    <section class="panel">
      <h2>{title}</h2>
      {points.length === 0 && <p class="quiet">Nothing yet.</p>}
      <div ref={holder} />
    </section>
  );
}

function optionsOf(
  element: HTMLElement,
  lines: readonly Line[],
  format: (value: number) => string,
  isSparse: boolean,
): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: color('--quiet'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    scales: {
      // A single point stands in the middle of a day.
      x: { range: (_chart, min, max) => (min === max ? [min - HALF_DAY, max + HALF_DAY] : [min, max]) },
      y: { range: (_chart, min, max) => [Math.min(0, min ?? 0), Math.max(max ?? 1, 1e-6) * 1.05] },
    },
    axes: [axis, { ...axis, size: 64, values: (_chart, values) => values.map(format) }],
    series: [
      {},
      ...lines.map(({ label, color: name }) => ({
        label,
        stroke: color(name),
        width: 2,
        points: { show: isSparse, size: 5 },
        value: (_chart: uPlot, value: number | null) => (value === null ? '–' : format(value)),
      })),
    ],
  };
}

function dataOf(points: readonly Point[], lines: readonly Line[]): uPlot.AlignedData {
  const times = points.map(({ start }) => Date.parse(start) / 1000);
  return [times, ...lines.map(({ value }) => points.map(value))];
}
