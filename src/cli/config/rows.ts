import { isRecord } from '../../providers/index.js';

type Row = readonly [name: string, value: string];

/** Lists settings under a title, one in a row: its name as `config set` takes it, and its value as JSON. */
export function rowsOf(title: string, settings: object, more: readonly Row[]): string {
  const rows = [...leavesOf(settings, ''), ...more];
  if (rows.length === 0) return `${title}: none is set\n`;
  const width = Math.max(...rows.map(([name]) => name.length));
  return `${title}:\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('')}`;
}

function leavesOf(value: unknown, name: string): Row[] {
  if (!isRecord(value) || Object.keys(value).length === 0) return name === '' ? [] : [[name, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, below]) => leavesOf(below, name === '' ? key : `${name}.${key}`));
}
