// Small pieces of the page.
import type { ComponentChildren } from 'preact';

interface CardProps {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  readonly isBad?: boolean;
}

/** One figure. */
export function Card({ label, value, note, isBad }: CardProps) {
  return (
    <div class="card">
      <span class="label">{label}</span>
      <strong class={isBad ? 'bad' : undefined}>{value}</strong>
      {note && <span class="quiet">{note}</span>}
    </div>
  );
}

interface TableProps {
  readonly title: string;
  readonly columns: readonly string[];
  /** Cells of each row. The first column is a name, and the others are figures. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  readonly children?: ComponentChildren;
}

export function Table({ title, columns, rows, children }: TableProps) {
  return (
    <section class="panel">
      <h2>{title}</h2>
      {children}
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 && <p class="quiet">Nothing yet.</p>}
    </section>
  );
}

/** Names with what belongs to them. */
export function Facts({
  title,
  facts,
}: {
  readonly title: string;
  readonly facts: readonly (readonly [string, string])[];
}) {
  return (
    <section class="panel">
      <h2>{title}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
