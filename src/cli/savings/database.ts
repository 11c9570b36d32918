// The database of opencode. It is only read. Node has a reader of its own from version 22.13 on.
import { isRecord, parsed } from '../../providers/index.js';
import { Failure } from '../failure.js';
import type { Session } from './session.js';

/** The part of `node:sqlite` that is used. */
interface Sqlite {
  DatabaseSync: new (
    path: string,
    options: { readOnly: true },
  ) => { prepare(sql: string): { all(): Record<string, unknown>[] }; close(): void };
}

/** Every part of every message, in their order. */
const QUERY = `SELECT m.session_id AS session, m.id AS id, m.data AS info, p.data AS part
  FROM message m LEFT JOIN part p ON p.message_id = m.id ORDER BY m.session_id, m.time_created, m.id, p.id`;

/** The sessions in a database. @throws if it cannot be opened, and {@link Failure} if this Node has no reader. */
export async function opencodeSessions(path: string): Promise<Session[]> {
  const { DatabaseSync } = (await import('node:sqlite' as string).catch(() => {
    throw new Failure("opencode's database needs Node 22.13 or later");
  })) as Sqlite;
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const sessions = new Map<string, Map<unknown, { info: unknown; parts: unknown[] }>>();
    for (const { session, id, info, part } of database.prepare(QUERY).all()) {
      const messages = sessions.get(String(session)) ?? new Map<unknown, { info: unknown; parts: unknown[] }>();
      sessions.set(String(session), messages);
      const message = messages.get(id) ?? { info: parsed(info), parts: [] };
      messages.set(id, message);
      if (part !== null) message.parts.push(parsed(part));
    }
    return [...sessions].map(([name, messages]) => ({
      name,
      records: [...messages.values()].filter(({ info }) => isRecord(info)),
      broken: 0,
    }));
  } finally {
    database.close();
  }
}
